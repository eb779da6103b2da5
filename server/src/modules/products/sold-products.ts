/** What documents must know of the products on their lines, and how their units convert (DOMAIN 19). */
import { unit } from '#contract/common/unit.ts'
import type { UnitConversion } from '#contract/common/unit-conversion.ts'
import type { Context } from '#server/kit/context.ts'
import { displayOf } from '#server/kit/query/display.ts'

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
  readonly base_unit_name: string
  readonly base_places: number
}

const productsText =
  () => `select p.id, p.sku, p.name, p.kind, p.parent_id as parent, p.status, p.product_type,
  p.is_sellable, p.is_inventory_tracked, p.tracking, p.tax_category_id as tax_category,
  u.id as base_unit, ${displayOf(unit, 'u', '$3')} as base_unit_name, u.decimal_places as base_places
from product p join unit u on u.id = p.base_unit_id
where p.tenant_id = $1 and p.id = any($2::uuid[])`

/** By id; products that the caller may not use are not there. */
export async function soldProducts(
  ids: readonly string[],
  ctx: Context,
): Promise<ReadonlyMap<string, SoldProduct>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await ctx.rows<SoldProduct>(productsText(), [ctx.tenantId, wanted, ctx.language])
  return new Map(rows.map((row) => [row.id, row]))
}

export interface KnownUnits {
  readonly conversions: readonly UnitConversion[]
  /** By id, for messages. */
  readonly names: ReadonlyMap<string, string>
}

const conversionsText =
  () => `select c.unit_id as unit, c.into_unit_id as into_unit, c.numerator, c.denominator,
  c.product_id as product, c.lot_id as lot, 
  ${displayOf(unit, 'one', '$3')} as unit_name, ${displayOf(unit, 'other', '$3')} as into_name
from unit_conversion c
join unit one on one.id = c.unit_id
join unit other on other.id = c.into_unit_id
where (c.tenant_id is null or c.tenant_id = $1)
  and (c.product_id is null or c.product_id = any($2::uuid[]))`
const unitsText = () =>
  `select u.id, ${displayOf(unit, 'u', '$2')} as name from unit u where u.id = any($1::uuid[])`

interface ConversionRow extends UnitConversion {
  readonly unit_name: string
  readonly into_name: string
}

/** The conversions in general and of these products, with the names of the units met. */
export async function unitsOf(
  products: readonly string[],
  units: readonly string[],
  ctx: Context,
): Promise<KnownUnits> {
  const [conversions, named] = await Promise.all([
    ctx.rows<ConversionRow>(conversionsText(), [ctx.tenantId, products, ctx.language]),
    ctx.rows<{ id: string; name: string }>(unitsText(), [units, ctx.language]),
  ])
  const names = new Map(named.map(({ id, name }): [string, string] => [id, name]))
  for (const row of conversions) names.set(row.unit, row.unit_name).set(row.into_unit, row.into_name)
  return { conversions, names }
}
