/** One line of an order; what was reserved, delivered and invoiced of it is derived from links (DOMAIN 7). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { computed, quantity, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { demandFields, documentLineFields } from './document-fields.ts'

export const salesOrderLine = resource('sales.sales_order_line', {
  label: ['Order line', 'Order lines'],
  scope: 'organization',
  partOf: 'sales.sales_order',
  display: '{position} {description}',
  fields: {
    sales_order: reference('sales.sales_order', { onDelete: 'cascade' }),
    ...documentLineFields,
    ...demandFields,
    quotation_line: readOnly(optional(reference('sales.quotation_line'))),
    cancelled_quantity: readOnly(quantity({ default: '0' })),
    reserved_quantity: computed('quantity'),
    delivered_quantity: computed('quantity'),
    returned_quantity: computed('quantity'),
    invoiced_quantity: computed('quantity'),
    open_quantity: computed('quantity'),
  },
  list: {
    columns: ['position', 'product', 'quantity', 'unit', 'unit_price', 'discount_percent', 'net_amount'],
    filters: [],
    search: [],
    order: [],
  },
  form: [
    {
      fields: [
        'product',
        'description',
        'quantity',
        'unit',
        'unit_price',
        'price_quantity',
        'discount_percent',
      ],
    },
  ],
})
