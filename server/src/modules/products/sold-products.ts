/** What documents must know of the products on their lines, and how their units convert (DOMAIN 19). */
import type { UnitConversion } from '#contract/common/unit-conversion.ts'
import type { Context } from '#server/kit/context.ts'

export interface SoldProduct {
  readonly id: string
  readonly sku: string
  readonly name: Readonly<Record<string, string>>
  readonly kind: 'simple' | 'parent' | 'variant'
  readonly parent: string | null
  readonly status: 'draft' | 'active' | 'discontinued'
  readonly product_type: 'PHYSICAL_GOOD' | 'SERVICE' | 'DIGITAL'
  readonly is_sellable: boolean
  readonly is_inventory_tracked: boolean
  readonly tracking: 'none' | 'lot' | 'serial'
  readonly tax_category: string | null
  readonly base_unit: string
  readonly base_unit_code: string
  readonly base_places: number
}

const productsText = `select p.id, p.sku, p.name, p.kind, p.parent_id as parent, p.status, p.product_type,
  p.is_sellable, p.is_inventory_tracked, p.tracking, p.tax_category_id as tax_category,
  u.id as base_unit, u.code as base_unit_code, u.decimal_places as base_places
from product p join unit u on u.id = p.base_unit_id
where p.tenant_id = $1 and p.id = any($2::uuid[])`

/** By id; products that the caller may not use are not there. */
export async function soldProducts(
  ids: readonly string[],
  ctx: Context,
): Promise<ReadonlyMap<string, SoldProduct>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await ctx.rows<SoldProduct>(productsText, [ctx.tenantId, wanted])
  return new Map(rows.map((row) => [row.id, row]))
}

export interface KnownUnits {
  readonly conversions: readonly UnitConversion[]
  /** Code by id, for messages. */
  readonly codes: ReadonlyMap<string, string>
}

const conversionsText = `select c.unit_id as unit, c.into_unit_id as into_unit, c.numerator, c.denominator,
  c.product_id as product, c.lot_id as lot, one.code as unit_code, other.code as into_code
from unit_conversion c
join unit one on one.id = c.unit_id
join unit other on other.id = c.into_unit_id
where (c.tenant_id is null or c.tenant_id = $1)
  and (c.product_id is null or c.product_id = any($2::uuid[]))`
const unitsText = `select id, code from unit where id = any($1::uuid[])`

interface ConversionRow extends UnitConversion {
  readonly unit_code: string
  readonly into_code: string
}

/** The conversions in general and of these products, with the codes of the units met. */
export async function unitsOf(
  products: readonly string[],
  units: readonly string[],
  ctx: Context,
): Promise<KnownUnits> {
  const [conversions, named] = await Promise.all([
    ctx.rows<ConversionRow>(conversionsText, [ctx.tenantId, products]),
    ctx.rows<{ id: string; code: string }>(unitsText, [units]),
  ])
  const codes = new Map(named.map(({ id, code }): [string, string] => [id, code]))
  for (const row of conversions) codes.set(row.unit, row.unit_code).set(row.into_unit, row.into_code)
  return { conversions, codes }
}
