/** The warehouse of the bicycle maker, its places down to the bin, and what lies there. */
import { prefix } from './map-catalogue.ts'
import { key, type Mapped, type Source, type SourceRow } from './source.ts'

/** The stock has no date of its own; this is when the company's last records end. */
const countedAt = '2014-08-01T00:00:00Z'

export function mapWarehouses(): Mapped {
  const row = { code: prefix, name: 'Bicycle works', warehouse_type: 'MANUFACTURING' }
  return {
    path: 'warehouses',
    title: 'Warehouses',
    rows: [{ ...row, 'address.city': 'Bothell', 'address.country': 'US' }],
  }
}

const area = (row: SourceRow): string => `L${key(row.LocationId)}`
const bin = (row: SourceRow): string =>
  [area(row), shelfOf(row), key(row.Bin)].filter((part) => part !== '').join('-')
const shelfOf = (row: SourceRow): string => (row.Shelf ?? '').trim()

/** The locations, then each shelf and bin in them that holds something. */
export function mapLocations(source: Source): Mapped {
  const areas = source.rows('Location').map((location) => ({
    warehouse: prefix,
    barcode: area(location),
    parent: '',
    name: location.Name ?? '',
    location_type: 'ZONE',
  }))
  const bins = new Map(
    source.rows('ProductInventory').map((stock) => {
      const shelf = shelfOf(stock) === '' ? 'Bin' : `Shelf ${shelfOf(stock)}, bin`
      const name = `${shelf} ${key(stock.Bin)}`
      const parent = `${prefix}|${area(stock)}`
      return [bin(stock), { warehouse: prefix, barcode: bin(stock), parent, name, location_type: 'BIN' }]
    }),
  )
  return { path: 'stock-locations', title: 'Stock locations', rows: [...areas, ...bins.values()] }
}

export function mapStockingRules(source: Source): Mapped {
  const rows = source.rows('Product').map((product) => ({
    product: product.ProductNumber ?? '',
    warehouse: prefix,
    reorder_point: product.ReorderPoint ?? '',
    safety_stock: product.SafetyStockLevel ?? '',
  }))
  return { path: 'product-warehouses', title: 'Stocking rules', rows }
}

/** Discontinued products keep their stock: it is there, whatever is sold. */
export function mapStock(source: Source): Mapped {
  const skus = new Map(source.rows('Product').map((row) => [key(row.ProductID), row.ProductNumber ?? '']))
  const rows = source.rows('ProductInventory').map((stock) => ({
    product: skus.get(key(stock.ProductId)) ?? '',
    location: `${prefix}|${bin(stock)}`,
    on_hand: stock.Quantity ?? '',
    counted_at: countedAt,
  }))
  return { path: 'stock-balances', title: 'Opening stock', rows }
}
