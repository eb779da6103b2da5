/** A user's place in an organization, with one primary role (MEM). */
import { frozen, optional } from '#contract/kit/field/field.ts'
import { day, flag, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const organizationMembership = resource('organization.organization_membership', {
  label: ['Membership', 'Memberships'],
  scope: 'organization',
  display: '{user}: {role}, {organization}',
  fields: {
    user: frozen(reference('user.user_account')),
    role: reference('user.role'),
    includes_descendants: flag({ default: true, label: 'Reaches organizations below' }),
    is_active: flag({ default: true, label: 'Active', index: true }),
    is_default: flag({ default: false, label: 'Default' }),
    join_date: optional(day()),
  },
  unique: [['user', 'organization']],
  list: {
    columns: ['user', 'organization', 'role', 'is_active', 'updated_at'],
    filters: ['user', 'organization', 'role', 'is_active'],
    search: ['user.username', 'role.name'],
    order: ['created_at'],
  },
  form: [{ fields: ['user', 'role', 'includes_descendants', 'is_active', 'is_default', 'join_date'] }],
})
