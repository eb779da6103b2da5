/** A quantity that went from one place to another: happened, and never changed (DOMAIN 2, 3). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, instant, quantity, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { baseUnitName, secondUnitName } from '#contract/products/unit-names.ts'

const reasons = [
  'opening',
  'receipt',
  'shipment',
  'transfer',
  'return',
  'production',
  'supplier_return',
  'drop_shipment',
  'count',
  'scrap',
  'loss',
  'found',
  'sample',
  'correction',
  'unexplained',
  'explained',
  'reversal',
] as const

export const stockMove = resource('inventory.stock_move', {
  label: ['Stock move', 'Stock moves'],
  scope: 'tenant',
  access: ['fixed', 'ledger'],
  display: '{product} {quantity}',
  fields: {
    product: readOnly(reference('products.product')),
    lot: readOnly(optional(reference('inventory.lot', { reach: 'tenant' }))),
    from_location: readOnly(reference('inventory.stock_location', { reach: 'tenant' })),
    to_location: readOnly(reference('inventory.stock_location', { reach: 'tenant' })),
    owner: readOnly(optional(reference('contact.partner', { reach: 'tenant' }))),
    ...baseUnitName,
    quantity: readOnly(quantity({ measure: 'base_unit' })),
    second_quantity: readOnly(optional(quantity({ measure: 'second_unit' }))),
    ...secondUnitName,
    effective_at: readOnly(instant()),
    recorded_at: readOnly(instant()),
    reason: readOnly(choice(reasons)),
    document_kind: readOnly(optional(text({ max: 60 }))),
    document_id: readOnly(optional(text({ max: 40, format: 'uuid' }))),
    reverses: readOnly(optional(reference('inventory.stock_move'))),
  },
  list: {
    columns: ['effective_at', 'product', 'lot', 'from_location', 'to_location', 'quantity', 'reason'],
    filters: ['product', 'lot', 'from_location', 'to_location', 'document_id'],
    search: [],
    order: ['effective_at'],
    default: '-effective_at',
  },
  form: [
    {
      fields: [
        'effective_at',
        'product',
        'lot',
        'from_location',
        'to_location',
        'quantity',
        'second_quantity',
        'reason',
      ],
    },
  ],
})
