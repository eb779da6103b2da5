/** Goods that come back from a customer (DOMAIN 13). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { instant, lines, longText, reference, status, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const customerReturn = resource('sales.customer_return', {
  label: ['Return', 'Returns'],
  scope: 'organization',
  display: '{number}',
  editableWhile: ['draft'],
  fields: {
    number: readOnly(text({ max: 40, index: true })),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    partner: reference('contact.partner', { reach: 'tenant' }),
    warehouse: reference('inventory.warehouse', { reach: 'tenant' }),
    status: status('draft', { draft: { receive: 'received' }, received: { close: 'closed' }, closed: {} }),
    received_at: readOnly(optional(instant())),
    reason: longText({ default: '', max: 1000 }),
    lines: lines('sales.customer_return_line'),
  },
  unique: [['organization', 'number']],
  list: {
    columns: ['number', 'partner', 'warehouse', 'received_at', 'status'],
    filters: ['partner', 'status'],
    search: ['number'],
    order: ['number', 'created_at'],
    default: '-created_at',
  },
  form: [{ fields: ['number', 'partner', 'warehouse', 'status', 'reason'] }, { fields: ['lines'] }],
})
