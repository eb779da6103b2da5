/** Goods that came in from a supplier or from outside (INV-04). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { day, instant, lines, longText, reference, status, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const goodsReceipt = resource('inventory.goods_receipt', {
  label: ['Goods receipt', 'Goods receipts'],
  scope: 'organization',
  display: '{number}',
  ownedBy: 'warehouse',
  editableWhile: ['draft'],
  fields: {
    number: readOnly(text({ max: 40, index: true })),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    warehouse: reference('inventory.warehouse'),
    partner: optional(reference('contact.partner', { label: 'Supplier', reach: 'tenant' })),
    receipt_date: optional(day()),
    reference: text({ max: 100, default: '', label: 'Delivery note' }),
    status: status('draft', {
      draft: { post: 'posted', cancel: 'cancelled' },
      posted: { reverse: 'cancelled' },
      cancelled: {},
    }),
    posted_at: readOnly(optional(instant())),
    /** Why a posted receipt was taken back. */
    reversal_reason: readOnly(optional(text({ max: 1000, label: 'Taken back because' }))),
    lines: lines('inventory.goods_receipt_line'),
    notes: longText({ default: '' }),
  },
  unique: [['organization', 'number']],
  list: {
    columns: ['number', 'warehouse', 'partner', 'receipt_date', 'reference', 'status'],
    filters: ['warehouse', 'partner', 'status'],
    search: ['number', 'reference'],
    order: ['number', 'created_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['number', 'warehouse', 'partner', 'receipt_date', 'reference', 'status'] },
    { fields: ['reversal_reason'], when: { field: 'status', is: ['cancelled'] } },
    { fields: ['lines'] },
  ],
})
