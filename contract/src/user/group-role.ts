/** The role that a group of a sign-in provider gives in an organization, as long as somebody is in the group. */
import { frozen } from '#contract/kit/field/field.ts'
import { flag, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const groupRole = resource('user.group_role', {
  label: ['Role of a group', 'Roles of groups'],
  scope: 'organization',
  display: '{group_name}',
  fields: {
    provider: frozen(reference('user.sign_in_provider', { reach: 'tenant' })),
    group_name: frozen(text({ max: 500, label: 'Group' })),
    role: frozen(reference('user.role')),
    includes_descendants: frozen(flag({ default: true, label: 'Reaches organizations below' })),
  },
  unique: [['organization', 'provider', 'group_name', 'role']],
  list: {
    columns: ['provider', 'group_name', 'role', 'organization', 'created_at'],
    filters: ['provider', 'role', 'organization'],
    search: ['group_name'],
    order: ['group_name', 'created_at'],
    default: 'group_name',
  },
  form: [{ fields: ['provider', 'group_name', 'role', 'includes_descendants'] }],
})
