/** Stock that goes from one warehouse or place to another, over transit (DOMAIN 15). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { day, instant, lines, longText, reference, status, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const stockTransfer = resource('inventory.stock_transfer', {
  label: ['Stock transfer', 'Stock transfers'],
  scope: 'organization',
  display: '{number}',
  ownedBy: 'from_warehouse',
  alsoFor: { field: 'receiving_organization', verbs: ['view', 'receive', 'receive_part'] },
  editableWhile: ['draft'],
  fields: {
    number: readOnly(text({ max: 40, index: true })),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    from_warehouse: reference('inventory.warehouse', { label: 'From' }),
    to_warehouse: reference('inventory.warehouse', { label: 'To', reach: 'tenant' }),
    receiving_organization: readOnly(reference('organization.organization', { reach: 'tenant' })),
    planned_date: optional(day()),
    status: status('draft', {
      draft: { ship: 'shipped', cancel: 'cancelled' },
      shipped: { receive: 'received', receive_part: 'partly_received', return_rest: 'received' },
      partly_received: { receive: 'received', receive_part: 'partly_received', return_rest: 'received' },
      received: {},
      cancelled: {},
    }),
    shipped_at: readOnly(optional(instant())),
    received_at: readOnly(optional(instant())),
    lines: lines('inventory.stock_transfer_line'),
    notes: longText({ default: '' }),
  },
  unique: [['organization', 'number']],
  list: {
    columns: ['number', 'from_warehouse', 'to_warehouse', 'planned_date', 'status'],
    filters: ['from_warehouse', 'to_warehouse', 'status'],
    search: ['number'],
    order: ['number', 'created_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['number', 'from_warehouse', 'to_warehouse', 'planned_date', 'status'] },
    { fields: ['lines'] },
  ],
})
