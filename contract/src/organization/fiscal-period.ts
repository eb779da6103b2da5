/** A period of a fiscal year: what its days are still open for (DOMAIN 5, 17). */
import { flag, day, integer, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const fiscalPeriod = resource('organization.fiscal_period', {
  label: ['Period', 'Periods'],
  scope: 'inherited',
  partOf: 'organization.fiscal_year',
  display: '{number}',
  fields: {
    fiscal_year: reference('organization.fiscal_year', { onDelete: 'cascade' }),
    number: integer({ min: 1, max: 400 }),
    starts_on: day({ label: 'First day' }),
    ends_on: day({ label: 'Last day' }),
    is_stock_open: flag({ default: true, label: 'Stock open' }),
    is_sales_open: flag({ default: true, label: 'Sales open' }),
    is_purchasing_open: flag({ default: true, label: 'Purchasing open' }),
  },
  unique: [['organization', 'fiscal_year', 'number']],
  checks: [{ field: 'ends_on', is: 'not_before', other: 'starts_on' }],
  list: {
    columns: ['number', 'starts_on', 'ends_on', 'is_stock_open', 'is_sales_open', 'is_purchasing_open'],
    filters: [],
    search: [],
    order: [],
  },
  form: [
    { fields: ['number', 'starts_on', 'ends_on', 'is_stock_open', 'is_sales_open', 'is_purchasing_open'] },
  ],
})
