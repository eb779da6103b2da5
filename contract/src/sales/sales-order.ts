/** A customer's order: reserved, delivered and invoiced in parts (RULINGS 17, DOMAIN 4, 7). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, day, flag, instant, lines, reference, status, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { documentFields } from './document-fields.ts'

const progress = ['none', 'partly', 'fully'] as const

export const salesOrder = resource('sales.sales_order', {
  label: ['Sales order', 'Sales orders'],
  scope: 'organization',
  display: '{number}',
  editableWhile: ['draft'],
  fields: {
    number: readOnly(text({ max: 40, index: true })),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    quotation: readOnly(optional(reference('sales.quotation'))),
    order_date: optional(day()),
    delivery_day: optional(day({ label: 'Promised day' })),
    status: status('draft', {
      draft: { approve: 'draft', confirm: 'confirmed', cancel: 'cancelled' },
      confirmed: { amend: 'confirmed', close: 'closed', cancel: 'cancelled' },
      closed: {},
      cancelled: {},
    }),
    delivery_state: readOnly(choice(progress, { default: 'none', index: true })),
    invoice_state: readOnly(choice(progress, { default: 'none', index: true })),
    is_complete_only: flag({ default: false, label: 'Deliver only complete' }),
    invoice_on: choice(['shipped', 'ordered'], { default: 'shipped', label: 'Invoice what is' }),
    ...documentFields,
    channel: optional(text({ max: 40 })),
    external_id: optional(text({ max: 100 })),
    confirmed_at: readOnly(optional(instant())),
    lines: lines('sales.sales_order_line'),
  },
  unique: [
    ['organization', 'number'],
    ['channel', 'external_id'],
  ],
  list: {
    columns: [
      'number',
      'partner',
      'order_date',
      'delivery_day',
      'gross_total',
      'currency',
      'status',
      'delivery_state',
      'invoice_state',
    ],
    filters: ['partner', 'status', 'delivery_state', 'invoice_state'],
    search: ['number', 'customer_reference'],
    order: ['number', 'order_date', 'created_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['number', 'partner', 'order_date', 'delivery_day', 'status', 'customer_reference'] },
    { title: 'Terms', fields: ['payment_term', 'currency', 'warehouse', 'invoice_on', 'is_complete_only'] },
    { title: 'Discount and charges', fields: ['discount_percent', 'charge_amount'] },
    { fields: ['lines'] },
    { title: 'Notes', fields: ['notes'], collapsed: true },
  ],
})
