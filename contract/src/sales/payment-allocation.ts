/** A part of a payment, discount, write-off or credit note set against an open item; append-only (DOMAIN 8). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, money, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

const allocationKinds = [
  'payment',
  'cash_discount',
  'write_off',
  'charge',
  'credit_note',
  'refund',
  'reversal',
] as const

export const paymentAllocation = resource('sales.payment_allocation', {
  label: ['Allocation', 'Allocations'],
  scope: 'organization',
  partOf: 'sales.payment',
  display: '{kind} {amount}',
  fields: {
    payment: optional(reference('sales.payment', { onDelete: 'cascade' })),
    invoice: optional(reference('sales.invoice', { help: 'Its open items are settled by due date.' })),
    open_item: optional(reference('sales.open_item')),
    kind: choice(allocationKinds, { default: 'payment' }),
    amount: money({ places: 2 }),
    credit_item: optional(reference('sales.open_item', { label: 'Credit note item' })),
    reverses: readOnly(optional(reference('sales.payment_allocation'))),
  },
  list: { columns: ['invoice', 'open_item', 'kind', 'amount'], filters: [], search: [], order: [] },
  form: [{ fields: ['invoice', 'open_item', 'kind', 'amount', 'credit_item'] }],
})
