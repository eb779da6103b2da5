/** What a look into a directory would change here, worked out before anything is done (SSO-06). */
import type { SignInProvider } from '#contract/user/sign-in-provider.ts'

/** Somebody as the directory knows him. */
export interface Entry {
  readonly subject: string
  readonly username: string
  readonly name: string
  readonly email: string | null
  readonly groups: readonly string[]
}

/** An account here; `subject` where it is linked to that directory. */
export interface Account {
  readonly id: string
  readonly username: string
  readonly display_name: string
  readonly email: string | null
  readonly status: string
  readonly subject: string | null
  /** The roles of groups it has from there. */
  readonly group_roles: readonly string[]
}

export interface GroupRole {
  readonly id: string
  readonly group_name: string
}

export type Step = { readonly username: string } & (
  | { readonly what: 'new'; readonly entry: Entry }
  | { readonly what: 'link'; readonly entry: Entry; readonly userId: string }
  | { readonly what: 'change'; readonly userId: string; readonly changes: Changes }
  | { readonly what: 'groups'; readonly userId: string; readonly entry: Pick<Entry, 'subject' | 'groups'> }
  | { readonly what: 'gone'; readonly userId: string }
  | { readonly what: 'refused'; readonly reason: Reason }
)

export type Changes = Readonly<Partial<Record<'display_name' | 'email', string>>>
export type Reason = 'name_taken' | 'address_taken' | 'address_of_several'

type Rules = Pick<SignInProvider, 'links_by_email' | 'email_domains' | 'new_people' | 'gone_people'>

const lower = (text: string | null) => (text ?? '').toLowerCase()
const isOpen = ({ status }: Account) => status === 'active' || status === 'pending_activation'

export function planSync(
  entries: readonly Entry[],
  accounts: readonly Account[],
  groupRoles: readonly GroupRole[],
  rules: Rules,
): readonly Step[] {
  const linked = new Map(accounts.flatMap((one) => (one.subject === null ? [] : [[one.subject, one]])))
  const there = new Map(entries.map((entry) => [entry.subject, entry]))
  const known = [...there.values()].flatMap((entry): Step[] => {
    const account = linked.get(entry.subject)
    return account ? keepUp(account, entry, groupRoles) : meet(entry, accounts, rules)
  })
  const gone = [...linked.values()].flatMap((account): Step[] =>
    there.has(String(account.subject)) ? [] : leave(account, rules),
  )
  return [...known, ...gone]
}

function keepUp(account: Account, entry: Entry, groupRoles: readonly GroupRole[]): Step[] {
  const { id: userId, username } = account
  const changes: Changes = {
    ...(entry.name === account.display_name || entry.name === '' ? {} : { display_name: entry.name }),
    ...(entry.email === null || lower(entry.email) === lower(account.email) ? {} : { email: entry.email }),
  }
  const names = new Set(entry.groups.map(lower))
  const wanted = groupRoles.filter((one) => names.has(lower(one.group_name))).map(({ id }) => id)
  const differs =
    wanted.length !== account.group_roles.length || !wanted.every((id) => account.group_roles.includes(id))
  return [
    ...(Object.keys(changes).length === 0 ? [] : [{ what: 'change' as const, userId, username, changes }]),
    ...(differs && isOpen(account) ? [{ what: 'groups' as const, userId, username, entry }] : []),
  ]
}

/** Nobody's account is taken over by a name: only by an address of one account, where the company wants that. */
function meet(entry: Entry, accounts: readonly Account[], rules: Rules): Step[] {
  const { username, email } = entry
  const isListed =
    rules.email_domains.length === 0 ||
    rules.email_domains.some((domain) => lower(email).endsWith(`@${lower(domain)}`))
  const ofAddress = email === null ? [] : accounts.filter((one) => lower(one.email) === lower(email))
  const [only] = ofAddress
  if (
    rules.links_by_email &&
    isListed &&
    ofAddress.length === 1 &&
    only &&
    only.subject === null &&
    isOpen(only)
  ) {
    return [{ what: 'link', username: only.username, entry, userId: only.id }]
  }
  if (rules.new_people === 'stay_out' || !isListed) return []
  const refused = (reason: Reason): Step[] => [{ what: 'refused', username, reason }]
  if (ofAddress.length > 1) return refused('address_of_several')
  if (ofAddress.length === 1) return refused('address_taken')
  if (accounts.some((one) => lower(one.username) === lower(username))) return refused('name_taken')
  return [{ what: 'new', username, entry }]
}

function leave(account: Account, { gone_people: rule }: Rules): Step[] {
  const { id: userId, username, subject } = account
  if (rule !== 'keep' && (isOpen(account) || (rule === 'deactivate' && account.status === 'suspended')))
    return [{ what: 'gone', userId, username }]
  if (!isOpen(account) || account.group_roles.length === 0) return []
  return [{ what: 'groups', userId, username, entry: { subject: String(subject), groups: [] } }]
}

/** A search that went wrong must not shut the company out: so many at once need somebody who says so. */
export function isTooMany(steps: readonly Step[], accounts: readonly Account[]): boolean {
  const gone = steps.filter(({ what }) => what === 'gone').length
  const open = accounts.filter((one) => one.subject !== null && isOpen(one)).length
  return gone > 0 && gone > Math.max(3, open / 3)
}
