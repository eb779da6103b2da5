/** Goods for one customer and one ship-to, of one or several orders (DOMAIN 7). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, day, instant, lines, longText, reference, status, text } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const delivery = resource('sales.delivery', {
  label: ['Delivery', 'Deliveries'],
  scope: 'organization',
  display: '{number}',
  editableWhile: ['draft'],
  fields: {
    number: readOnly(text({ max: 40, index: true })),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    partner: reference('contact.partner', { reach: 'tenant' }),
    shipping_address: optional(reference('contact.partner_address', { reach: 'tenant' })),
    warehouse: reference('inventory.warehouse', { reach: 'tenant', label: 'Ships from' }),
    planned_date: optional(day()),
    status: status('draft', {
      draft: { ready: 'ready', cancel: 'cancelled' },
      ready: { ship: 'shipped', reset: 'draft', cancel: 'cancelled' },
      shipped: { reverse: 'cancelled' },
      cancelled: {},
    }),
    shipped_at: readOnly(optional(instant())),
    supply_date: readOnly(optional(day({ label: 'Day of supply' }))),
    /** Why a shipment was taken back. */
    reversal_reason: readOnly(optional(text({ max: 1000, label: 'Taken back because' }))),
    invoice_state: readOnly(choice(['none', 'partly', 'fully'], { default: 'none', index: true })),
    lines: lines('sales.delivery_line'),
    notes: longText({ default: '' }),
  },
  unique: [['organization', 'number']],
  list: {
    columns: ['number', 'partner', 'warehouse', 'planned_date', 'shipped_at', 'status', 'invoice_state'],
    filters: ['partner', 'warehouse', 'status', 'invoice_state'],
    search: ['number'],
    order: ['number', 'planned_date', 'created_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['number', 'partner', 'shipping_address', 'warehouse', 'planned_date', 'status'] },
    { fields: ['lines'] },
  ],
})
export type Delivery = Row<typeof delivery>
