/** An action that asks for two persons: one begins it, another confirms it (SOD-02, SOD-03, SOD-07). */
import { frozen } from '#contract/kit/field/field.ts'
import { integer, longText, status, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const dualControl = resource('user.dual_control', {
  label: ['Dual control', 'Dual controls'],
  scope: 'tenant',
  display: '{permission}',
  fields: {
    permission: frozen(
      text({
        max: 100,
        label: 'Action',
        help: 'The permission of the action: user.approve_roleassignment.',
      }),
    ),
    hours: integer({ min: 1, max: 720, default: 24, label: 'Hours to confirm' }),
    note: longText({ max: 1000, default: '' }),
    status: status('inactive', { inactive: { activate: 'active' }, active: { deactivate: 'inactive' } }),
  },
  unique: [['permission']],
  editableWhile: ['inactive'],
  list: {
    columns: ['permission', 'hours', 'status'],
    filters: ['permission', 'status'],
    search: ['permission'],
    order: ['permission'],
    default: 'permission',
  },
  form: [{ fields: ['permission', 'hours', 'note', 'status'] }],
})
