/** Units, categories and products of the bicycle maker. */
import { by, key, type Mapped, type Source, type SourceRow } from './source.ts'

/** The code of each place, price list and slug that we make begins with it. */
export const prefix = 'BIKES'
export const baseUnit = 'EA'

const dimensions: Readonly<Record<string, readonly string[]>> = {
  Length: ['CM', 'DM', 'IN', 'KM', 'M', 'MM'],
  Mass: ['G', 'KG', 'KT', 'LB', 'MG', 'OZ'],
  Volume: ['CBM', 'CCM', 'CDM', 'FT3', 'GAL', 'L', 'M3', 'ML', 'PT'],
  Area: ['CM2', 'M2'],
  Count: ['BOX', 'BTL', 'CAN', 'CAR', 'CR', 'CS', 'CTN', 'DZ', 'EA', 'PAK', 'PAL', 'PC'],
}

export function mapUnits(source: Source): Mapped {
  const rows = source.rows('UnitMeasure').map((unit) => {
    const code = (unit.UnitMeasureCode ?? '').trim()
    const dimension = Object.entries(dimensions).find(([, codes]) => codes.includes(code))?.[0] ?? 'Other'
    return {
      code,
      name: unit.Name ?? '',
      uom_type: dimension,
      decimal_places: dimension === 'Count' ? '0' : '6',
    }
  })
  return { path: 'uoms', title: 'Units', rows }
}

const slug = (name: string): string =>
  `${prefix} ${name}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

export function mapCategories(source: Source): Mapped {
  const above = source.rows('ProductCategory')
  const below = source.rows('ProductSubcategory')
  const slugs = categorySlugs(source)
  const tops = above.map(({ Name = '' }) => ({ name: Name, slug: slug(Name), parent: '' }))
  const nameOf = new Map(above.map((row) => [key(row.ProductCategoryId), row.Name ?? '']))
  const subs = below.map((row) => ({
    name: row.Name ?? '',
    slug: slugs.get(key(row.ProductSubcategoryId)) ?? '',
    parent: slug(nameOf.get(key(row.ProductCategoryId)) ?? ''),
  }))
  return { path: 'categories', title: 'Categories', rows: [...tops, ...subs] }
}

function categorySlugs(source: Source): ReadonlyMap<string, string> {
  const nameOf = new Map(
    source.rows('ProductCategory').map((row) => [key(row.ProductCategoryId), row.Name ?? '']),
  )
  return new Map(
    source
      .rows('ProductSubcategory')
      .map((row) => [
        key(row.ProductSubcategoryId),
        slug(`${nameOf.get(key(row.ProductCategoryId)) ?? ''} ${row.Name ?? ''}`),
      ]),
  )
}

/** The languages of the descriptions, as we write them. */
const languages: Readonly<Record<string, string>> = {
  en: 'en',
  fr: 'fr',
  es: 'es',
  ar: 'ar',
  he: 'he',
  th: 'th',
  'zh-cht': 'zh-TW',
}

export function mapProducts(source: Source): Mapped {
  const slugs = categorySlugs(source)
  const descriptions = descriptionsByModel(source)
  const rows = source.rows('Product').map((product) => {
    const isMade = product.MakeFlag === '1'
    return {
      sku: product.ProductNumber ?? '',
      'name.en': product.Name ?? '',
      ...descriptions.get(key(product.ProductModelID)),
      kind: 'simple',
      category: slugs.get(key(product.ProductSubcategoryID)) ?? '',
      status: product.SellEndDate || product.DiscontinuedDate ? 'discontinued' : 'active',
      base_unit: baseUnit,
      tax_category: 'STANDARD',
      is_sellable: String(product.FinishedGoodsFlag === '1'),
      is_manufactured: String(isMade),
      is_purchasable: String(!isMade),
      weight_kilogram: kilograms(product),
      attributes: JSON.stringify(attributesOf(product)),
      legacy_id: product.ProductID ?? '',
    }
  })
  return { path: 'products', title: 'Products', rows }
}

/** `description.en` and so on, by model. */
function descriptionsByModel(source: Source): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const texts = new Map(
    source.rows('ProductDescription').map((row) => [key(row.ProductDescriptionId), row.Description ?? '']),
  )
  const models = new Map<string, Record<string, string>>()
  for (const row of source.rows('ProductModelProductDescriptionCulture')) {
    const language = languages[(row.CultureId ?? '').trim()]
    if (language === undefined) continue
    const model = models.get(key(row.ProductModelId)) ?? {}
    model[`description.${language}`] = texts.get(key(row.ProductDescriptionId)) ?? ''
    models.set(key(row.ProductModelId), model)
  }
  return models
}

const perUnit: Readonly<Record<string, number>> = { LB: 0.45359237, G: 0.001 }

function kilograms(product: SourceRow): string {
  const factor = perUnit[(product.WeightUnitMeasureCode ?? '').trim()]
  if (factor === undefined || !product.Weight) return ''
  return (Number(product.Weight) * factor).toFixed(6).replace(/\.?0+$/, '')
}

function attributesOf(product: SourceRow): Readonly<Record<string, string | number>> {
  const { Color, Size, SizeUnitMeasureCode, ProductLine, Class, Style, DaysToManufacture } = product
  const given = {
    color: Color,
    size: Size,
    size_unit: SizeUnitMeasureCode,
    line: ProductLine,
    class: Class,
    style: Style,
  }
  const texts = Object.entries(given).flatMap(([name, value]) =>
    value?.trim() ? [[name, value.trim()]] : [],
  )
  const days = Number(DaysToManufacture)
  return { ...Object.fromEntries(texts), ...(days > 0 ? { days_to_manufacture: days } : {}) }
}

/** The pictures: each once, with the products that show it; the one that says there is none is left out. */
export interface Photo {
  readonly filename: string
  readonly bytes: Buffer
  readonly skus: readonly string[]
}

export function mapPhotos(source: Source): readonly Photo[] {
  const skus = new Map(source.rows('Product').map((row) => [key(row.ProductID), row.ProductNumber ?? '']))
  const links = by(source.rows('ProductProductPhoto'), 'ProductPhotoId')
  return source.rows('ProductPhoto').flatMap((photo) => {
    const name = photo.LargePhotoFileName ?? ''
    const id = key(photo.ProductPhotoId)
    const shown = (links.get(id) ?? []).flatMap((link) => skus.get(key(link.ProductId)) ?? [])
    if (name.startsWith('no_image') || !photo.LargePhoto || shown.length === 0) return []
    return [{ filename: `bicycle-${id}-${name}`, bytes: Buffer.from(photo.LargePhoto, 'hex'), skus: shown }]
  })
}
