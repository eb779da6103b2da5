/** `node tools/bicycle-maker/cut-fixture.ts <folder>`: cuts the small company in `fixture/` out of the whole one. */
import { stringify } from 'csv-stringify/sync'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { key, openSource, type Source, type SourceRow } from './source.ts'

const target = join(import.meta.dirname, 'fixture')
/** Which of the whole company stay: enough of each kind to meet every rule of the mapping. */
const wanted = {
  finished: 22,
  parts: 10,
  discontinued: 8,
  persons: 10,
  shops: 6,
  both: 4,
  vendors: 5,
  photos: 2,
}

type Cut = Readonly<Record<string, readonly SourceRow[]>>

function cutProducts(source: Source): readonly SourceRow[] {
  const all = source.rows('Product')
  const stocked = new Set(source.rows('ProductInventory').map((row) => key(row.ProductId)))
  const isStocked = (row: SourceRow) => stocked.has(key(row.ProductID))
  const sold = all.filter((row) => row.FinishedGoodsFlag === '1' && !row.SellEndDate && isStocked(row))
  const ended = all.filter((row) => row.SellEndDate !== '' && isStocked(row))
  const parts = all.filter(
    (row) => row.FinishedGoodsFlag === '0' && Number(row.ListPrice) === 0 && isStocked(row),
  )
  return [
    ...spread(sold, wanted.finished),
    ...spread(ended, wanted.discontinued),
    ...spread(parts, wanted.parts),
  ].toSorted((one, other) => Number(one.ProductID) - Number(other.ProductID))
}

/** As many rows as wanted, evenly from the whole list. */
function spread(rows: readonly SourceRow[], count: number): readonly SourceRow[] {
  return Array.from({ length: count }, (_, index) => rows[Math.floor((index * rows.length) / count)]).filter(
    (row) => row !== undefined,
  )
}

function cutCustomers(source: Source): readonly SourceRow[] {
  const all = source.rows('Customer')
  const kind = (hasPerson: boolean, hasStore: boolean) =>
    all.filter((row) => Boolean(row.PersonId) === hasPerson && Boolean(row.StoreId) === hasStore)
  return [
    ...spread(kind(true, false), wanted.persons),
    ...spread(kind(false, true), wanted.shops),
    ...spread(kind(true, true), wanted.both),
  ]
}

function cutPhotos(source: Source, products: ReadonlySet<string>): Cut {
  const links = source.rows('ProductProductPhoto').filter((row) => products.has(key(row.ProductId)))
  const shown = new Set(links.map((row) => key(row.ProductPhotoId)))
  const photos = source.rows('ProductPhoto').filter((row) => shown.has(key(row.ProductPhotoId)))
  const real = photos
    .filter((row) => !row.LargePhotoFileName?.startsWith('no_image'))
    .toSorted((one, other) => (one.LargePhoto?.length ?? 0) - (other.LargePhoto?.length ?? 0))
    .slice(0, wanted.photos)
  const none = photos.filter((row) => row.LargePhotoFileName?.startsWith('no_image'))
  const kept = [...none, ...real].map((row) => ({ ...row, ThumbNailPhoto: '' }))
  const ids = new Set(kept.map((row) => key((row as SourceRow).ProductPhotoId)))
  return { ProductPhoto: kept, ProductProductPhoto: links.filter((row) => ids.has(key(row.ProductPhotoId))) }
}

function cut(source: Source): Cut {
  const products = cutProducts(source)
  const ids = new Set(products.map((row) => key(row.ProductID)))
  const models = new Set(products.map((row) => key(row.ProductModelID)).filter((id) => id !== ''))
  const customers = cutCustomers(source)
  const vendors = spread(source.rows('Vendor'), wanted.vendors)
  const stores = new Set(customers.map((row) => key(row.StoreId)))
  const entities = new Set([
    ...customers.flatMap((row) => [key(row.PersonId), key(row.StoreId)]),
    ...vendors.map((row) => key(row.BusinessEntityID)),
  ])
  const keep = (file: string, column: string, of: ReadonlySet<string>) =>
    source.rows(file).filter((row) => of.has(key(row[column])))
  const places = keep('BusinessEntityAddress', 'BusinessEntityId', entities)
  const descriptions = keep('ProductModelProductDescriptionCulture', 'ProductModelId', models)
  const texts = new Set(descriptions.map((row) => key(row.ProductDescriptionId)))
  return {
    ...whole(source),
    ...cutPhotos(source, ids),
    Product: products,
    ProductListPriceHistory: keep('ProductListPriceHistory', 'ProductID', ids),
    ProductCostHistory: keep('ProductCostHistory', 'ProductId', ids),
    ProductInventory: keep('ProductInventory', 'ProductId', ids),
    ProductModelProductDescriptionCulture: descriptions,
    ProductDescription: keep('ProductDescription', 'ProductDescriptionId', texts),
    Customer: customers,
    Store: keep('Store', 'BusinessEntityId', stores),
    Vendor: vendors,
    BusinessEntityAddress: places,
    Address: keep('Address', 'AddressId', new Set(places.map((row) => key(row.AddressId)))),
  }
}

const whole = (source: Source): Cut =>
  Object.fromEntries(
    ['UnitMeasure', 'ProductCategory', 'ProductSubcategory', 'Location', 'StateProvince', 'SalesTaxRate'].map(
      (name) => [name, source.rows(name)],
    ),
  )

mkdirSync(target, { recursive: true })
for (const [name, rows] of Object.entries(cut(openSource(process.argv[2] ?? '')))) {
  writeFileSync(join(target, `${name}.csv`), stringify([...rows], { header: true }))
}
