/** The price list of the bicycle maker with its history, and the history of its standard costs. */
import { baseUnit, prefix } from './map-catalogue.ts'
import { by, day, key, type Mapped, type Source, type SourceRow } from './source.ts'

const list = `${prefix}-LIST`

export function mapPriceLists(): Mapped {
  const row = { code: list, name: 'Bicycle maker, list prices', currency: 'USD', level: 'base' }
  return { path: 'price-lists', title: 'Price lists', rows: [row] }
}

/** A price of 0 means that there is none: such products are not sold. */
export function mapPrices(source: Source): Mapped {
  const rows = dated(source, 'ProductListPriceHistory', 'ProductID', 'ListPrice').map(
    ({ sku, from, to, value }) => ({
      price_list: list,
      product: sku,
      unit: baseUnit,
      minimum_quantity: '0',
      price: value,
      valid_from: from,
      valid_to: to,
    }),
  )
  return { path: 'prices', title: 'Prices', rows }
}

export function mapCosts(source: Source): Mapped {
  const rows = dated(source, 'ProductCostHistory', 'ProductId', 'StandardCost').map(
    ({ sku, from, value }) => ({
      product: sku,
      standard_cost: value,
      valid_from: from,
    }),
  )
  return { path: 'product-companies', title: 'Standard costs', rows }
}

interface Dated {
  readonly sku: string
  readonly from: string
  readonly to: string
  readonly value: string
}

/** The history of an amount; where a product has none, its amount of today holds since it was first sold. */
function dated(source: Source, file: string, idColumn: string, column: string): readonly Dated[] {
  const history = by(source.rows(file), idColumn)
  return source.rows('Product').flatMap((product) => {
    const sku = product.ProductNumber ?? ''
    const rows = history.get(key(product.ProductID)) ?? [sinceFirstSale(product, column)]
    return rows.flatMap((row) => {
      const value = plain(row[column])
      const dates = { from: day(row.StartDate), to: day(row.EndDate) }
      return value === '0' ? [] : [{ sku, ...dates, value }]
    })
  })
}

function sinceFirstSale(product: SourceRow, column: string): SourceRow {
  const { SellStartDate = '', SellEndDate = '' } = product
  return { StartDate: SellStartDate, EndDate: SellEndDate, [column]: product[column] ?? '' }
}

const plain = (text: string | undefined): string =>
  (text ?? '0').replace(/\.0+$/, '').replace(/(\.\d*?)0+$/, '$1')
