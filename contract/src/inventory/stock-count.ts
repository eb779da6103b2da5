/** A count of what lies in a warehouse; differences are posted as deltas (DOMAIN 6). */
import { readOnly, optional } from '#contract/kit/field/field.ts'
import { choice, instant, lines, longText, reference, status, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const stockCount = resource('inventory.stock_count', {
  label: ['Stock count', 'Stock counts'],
  scope: 'organization',
  display: '{number}',
  ownedBy: 'warehouse',
  editableWhile: ['draft'],
  fields: {
    number: readOnly(text({ max: 40, index: true })),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    warehouse: reference('inventory.warehouse'),
    reason: choice(['count', 'loss', 'scrap', 'found', 'opening', 'correction'], { default: 'count' }),
    status: status('draft', { draft: { post: 'posted', cancel: 'cancelled' }, posted: {}, cancelled: {} }),
    posted_at: readOnly(optional(instant())),
    lines: lines('inventory.stock_count_line'),
    notes: longText({ default: '' }),
  },
  unique: [['organization', 'number']],
  list: {
    columns: ['number', 'warehouse', 'reason', 'status', 'posted_at'],
    filters: ['warehouse', 'reason', 'status'],
    search: ['number'],
    order: ['number', 'created_at'],
    default: '-created_at',
  },
  form: [{ fields: ['number', 'warehouse', 'reason', 'status'] }, { fields: ['lines'] }],
})
