/** What a user, or everybody with a role, may do with one single row, beside what roles grant (PRM-14). */
import { frozen, optional } from '#contract/kit/field/field.ts'
import { flag, instant, longText, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const objectPermission = resource('user.object_permission', {
  label: ['Permission on a row', 'Permissions on rows'],
  scope: 'tenant',
  display: '{record}',
  fields: {
    user: frozen(optional(reference('user.user_account'))),
    role: frozen(optional(reference('user.role'))),
    record: frozen(text({ max: 100, help: 'The name of the record: sales.sales_order.' })),
    row_id: frozen(text({ format: 'uuid', label: 'Row' })),
    can_view: flag({ default: true }),
    can_change: flag({ default: false }),
    can_delete: flag({ default: false }),
    ends_at: optional(instant({ label: 'Ends' })),
    reason: longText({ default: '', max: 1000 }),
  },
  list: {
    columns: ['user', 'role', 'record', 'row_id', 'can_view', 'can_change', 'can_delete', 'ends_at'],
    filters: ['user', 'role', 'record', 'row_id'],
    search: ['user.username', 'role.name'],
    order: ['created_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['user', 'role', 'record', 'row_id'] },
    { title: 'Rights', fields: ['can_view', 'can_change', 'can_delete', 'ends_at', 'reason'] },
  ],
})
