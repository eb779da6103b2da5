/** One line of a quotation. */
import { reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import { demandFields, documentLineFields } from './document-fields.ts'

export const quotationLine = resource('sales.quotation_line', {
  label: ['Quotation line', 'Quotation lines'],
  scope: 'organization',
  partOf: 'sales.quotation',
  display: '{position} {description}',
  fields: {
    quotation: reference('sales.quotation', { onDelete: 'cascade' }),
    ...documentLineFields,
    ...demandFields,
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
