/** Prices: per more than nothing, in a unit that converts into the product's base unit. */
import { unitRatio } from '#contract/common/unit-conversion.ts'
import { isPositive } from '#contract/kit/decimal.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { isDenied } from '#contract/kit/outcome.ts'
import { price } from '#contract/products/price.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { soldProducts, unitsOf } from './sold-products.ts'

export const prices = serve(price, { beforeSave: mustBeUsable })

async function mustBeUsable(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const faults: Fault[] = drafts.flatMap(({ values }) =>
    isPositive(String(values.price_quantity))
      ? []
      : [{ pointer: '/price_quantity', code: 'products.price_per_nothing' }],
  )
  faults.push(...(await faultsOfUnits(drafts, ctx)))
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

async function faultsOfUnits(drafts: readonly Draft[], ctx: Context): Promise<Fault[]> {
  const ids = drafts.map(({ values }) => String(values.product))
  const products = await soldProducts(ids, ctx)
  const foreign = drafts.filter(({ values }) => {
    const base = products.get(String(values.product))?.base_unit
    return base !== undefined && base !== values.unit
  })
  if (foreign.length === 0) return []
  const units = foreign.flatMap(({ values }) => [
    String(values.unit),
    products.get(String(values.product))?.base_unit ?? '',
  ])
  const known = await unitsOf(ids, units, ctx)
  return foreign.flatMap(({ values }): Fault[] => {
    const found = products.get(String(values.product))
    const unit = String(values.unit)
    const scope = { product: String(values.product), conversions: known.conversions }
    if (found === undefined || !isDenied(unitRatio(unit, found.base_unit, scope))) return []
    const name = known.names.get(unit)
    if (name === undefined)
      return [{ pointer: '/unit', code: 'kit.reference_missing', parameters: { record: 'common.unit' } }]
    const parameters = { unit: name, into: found.base_unit_name }
    return [{ pointer: '/unit', code: 'products.price_unit', parameters }]
  })
}
