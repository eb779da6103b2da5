/** Lines of quotations and orders: description, unit, base quantity and supply follow from the product. */
import { convertQuantity } from '#contract/common/unit-conversion.ts'
import { isPositive } from '#contract/kit/decimal.ts'
import type { Fault } from '#contract/kit/failure.ts'
import { isDenied } from '#contract/kit/outcome.ts'
import type { Draft } from '#server/kit/served.ts'
import { type KnownUnits, type SoldProduct, tooFine } from '#server/modules/products/public.ts'
import { hasChanged, numberOf, textOf } from './draft-values.ts'

/** Fills what a line says of its product; `languages` in the order in which a name is looked for. */
export function describeLine(line: Draft, product: SoldProduct, languages: readonly string[]): void {
  const { values, before } = line
  const isOther = before !== null && before.product !== values.product
  const isOld = before !== null && before.description === values.description
  if (values.description === '' || (isOther && isOld)) values.description = nameIn(product, languages)
  if (isOther && before.unit === values.unit && !line.sent.has('unit')) values.unit = null
  values.unit ??= product.base_unit
  if (!product.is_inventory_tracked) values.supply = 'none'
  else if (values.supply === 'none') values.supply = 'stock'
  values.tax_category = product.tax_category
}

function nameIn(product: SoldProduct, languages: readonly string[]): string {
  for (const language of languages) {
    const name = product.name[language.slice(0, 2)]
    if (name) return name.slice(0, 500)
  }
  return (Object.values(product.name)[0] ?? product.sku).slice(0, 500)
}

/** Why a line cannot be sold as it stands. Lines kept unchanged were judged when they were written. */
export function faultsOfLine(line: Draft, product: SoldProduct | undefined, at: string): Fault[] {
  if (!hasChanged(line, ['product', 'quantity', 'unit'])) return []
  if (product === undefined) {
    const parameters = { record: 'products.product' }
    return [{ pointer: `${at}/product`, code: 'kit.reference_missing', parameters }]
  }
  const faults: Fault[] = []
  const parameters = { product: product.sku }
  if (hasChanged(line, ['product'])) {
    if (product.kind === 'parent') {
      faults.push({ pointer: `${at}/product`, code: 'sales.product_is_family', parameters })
    } else if (product.status !== 'active' || !product.is_sellable) {
      faults.push({ pointer: `${at}/product`, code: 'sales.product_not_sold', parameters })
    }
  }
  if (!isPositive(numberOf(line, 'quantity'))) {
    faults.push({ pointer: `${at}/quantity`, code: 'sales.quantity_missing' })
  }
  return faults
}

/** base quantity = round(entered x ratio, base places), once (DOMAIN 19); the fault where it cannot be had. */
export function measureLine(line: Draft, product: SoldProduct, units: KnownUnits, at: string): Fault | null {
  const { base_unit, base_unit_name, base_places } = product
  const quantity = numberOf(line, 'quantity')
  const unit = textOf(line, 'unit') ?? base_unit
  if (unit === base_unit) {
    line.values.base_quantity = quantity
    return tooFine(quantity, product, `${at}/quantity`)
  }
  const scope = { product: product.id, lot: textOf(line, 'lot'), conversions: units.conversions }
  const converted = convertQuantity(quantity, unit, { unit: base_unit, places: base_places }, scope)
  if (!isDenied(converted)) {
    line.values.base_quantity = converted.quantity
    return null
  }
  const field = converted.denied === 'common.unit_without_conversion' ? 'unit' : 'quantity'
  const parameters = { quantity, unit: units.names.get(unit) ?? unit, into: base_unit_name }
  return { pointer: `${at}/${field}`, code: converted.denied, parameters }
}
