/** Where people of a company may prove who they are beside Kontor: an OpenID or OAuth2 provider, or a directory. */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, flag, instant, json, longText, reference, text } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

const texts = { type: 'array', items: { type: 'string', maxLength: 255 }, uniqueItems: true }

const isSite = { field: 'kind', is: ['oidc', 'oauth2'] }
const isDirectory = { field: 'kind', is: ['ldap'] }

export const signInProvider = resource('user.sign_in_provider', {
  label: ['Sign-in provider', 'Sign-in providers'],
  scope: 'tenant',
  display: '{name}',
  fields: {
    name: text({ max: 100 }),
    kind: choice(['oidc', 'oauth2', 'ldap'], { default: 'oidc' }),
    is_active: flag({ default: true, label: 'Active' }),
    credential: optional(
      reference('user.stored_credential', {
        label: 'Secret',
        help: 'Its value is set there and never shown.',
      }),
    ),
    issuer: optional(text({ max: 500, help: 'The address at which an OpenID provider describes itself.' })),
    client_id: optional(text({ max: 255, label: 'Client ID' })),
    scopes: text({ max: 255, default: 'openid profile email' }),
    authorization_url: optional(text({ max: 500, label: 'Authorization address' })),
    token_url: optional(text({ max: 500, label: 'Token address' })),
    userinfo_url: optional(text({ max: 500, label: 'User information address' })),
    servers: json<readonly string[]>(texts, {
      default: [],
      help: 'Addresses such as ldaps://ldap.example.org, tried in this order.',
    }),
    encryption: choice(['tls', 'start_tls', 'none'], { default: 'tls' }),
    certificate: longText({ default: '', label: 'Certificate of the authority' }),
    bind_name: optional(text({ max: 500, label: 'Name for searching' })),
    search_base: optional(text({ max: 500 })),
    user_filter: text({ max: 1000, default: '(&(objectClass=person)(uid={username}))' }),
    subject_attribute: text({ max: 100, default: 'entryUUID', help: 'objectGUID in Active Directory.' }),
    username_attribute: text({ max: 100, default: 'uid', help: 'sAMAccountName in Active Directory.' }),
    name_attribute: text({ max: 100, default: 'displayName' }),
    email_attribute: text({ max: 100, default: 'mail' }),
    group_filter: optional(
      text({ max: 1000, help: 'Finds the groups of {dn}; without it the groups named below count.' }),
    ),
    falls_back: flag({ default: false, label: 'Own passwords while no server answers' }),
    groups_from: text({ max: 100, default: 'groups', help: 'A claim, or an attribute such as memberOf.' }),
    synchronizes: choice(['never', 'hourly', 'daily'], { default: 'never', label: 'Keeps accounts in step' }),
    new_people: choice(['stay_out', 'wait_for_approval', 'get_an_account'], {
      default: 'stay_out',
      label: 'Who is new there',
    }),
    gone_people: choice(['keep', 'suspend', 'deactivate'], { default: 'keep', label: 'Who is gone there' }),
    synchronized_at: readOnly(optional(instant({ label: 'Last in step' }))),
    links_by_email: flag({ default: false, label: 'Links accounts of the same verified address' }),
    provisions: flag({ default: false, label: 'Makes accounts for new people' }),
    email_domains: json<readonly string[]>(texts, { default: [], help: 'None: any.' }),
    home: optional(reference('organization.organization', { label: 'Organization of new people' })),
    role: optional(reference('user.role', { label: 'Role of new people' })),
    trusts_second_factor: flag({
      default: false,
      label: 'Its second factor counts',
      help: 'Where it says in its signed answer that it asked for one.',
    }),
  },
  unique: [['name']],
  list: {
    columns: ['name', 'kind', 'is_active', 'created_at'],
    filters: ['kind', 'is_active'],
    search: ['name'],
    order: ['name', 'created_at'],
    default: 'name',
  },
  form: [
    { fields: ['name', 'kind', 'is_active', 'credential'] },
    { title: 'OpenID and OAuth2', fields: ['issuer', 'client_id', 'scopes'], when: isSite },
    {
      title: 'Addresses without discovery',
      fields: ['authorization_url', 'token_url', 'userinfo_url'],
      collapsed: true,
      when: isSite,
    },
    {
      title: 'Directory',
      fields: [
        'servers',
        'encryption',
        'certificate',
        'bind_name',
        'search_base',
        'user_filter',
        'subject_attribute',
        'username_attribute',
        'name_attribute',
        'email_attribute',
        'group_filter',
        'falls_back',
      ],
      collapsed: true,
      when: isDirectory,
    },
    {
      title: 'In step with the directory',
      fields: ['synchronizes', 'new_people', 'gone_people', 'synchronized_at'],
      collapsed: true,
      when: isDirectory,
    },
    {
      title: 'Accounts',
      fields: ['links_by_email', 'provisions', 'email_domains', 'home', 'role'],
    },
    { title: 'Trust', fields: ['groups_from', 'trusts_second_factor'] },
  ],
})
export type SignInProvider = Row<typeof signInProvider>
