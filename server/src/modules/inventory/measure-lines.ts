/** Lines of stock documents: unit from the product where none is given, base quantity by conversion. */
import { convertQuantity } from '#contract/common/unit-conversion.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { isDenied } from '#contract/kit/outcome.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { soldProducts, tooFine, unitsOf } from '#server/modules/products/public.ts'

/** Fills `base_quantity` of all lines under `field`; refuses every fault at once. */
export async function measureLines(drafts: readonly Draft[], field: string, ctx: Context): Promise<void> {
  const lines = drafts.flatMap((draft) => draft.lines[field] ?? [])
  const products = [...new Set(lines.map((line) => String(line.values.product)))]
  const units = [...new Set(lines.map((line) => String(line.values.unit)))]
  const [known, { conversions, names }] = await Promise.all([
    soldProducts(products, ctx),
    unitsOf(products, units, ctx),
  ])
  const faults: Fault[] = []
  for (const draft of drafts) {
    for (const [index, line] of (draft.lines[field] ?? []).entries()) {
      const fault = measure(line)
      if (fault !== null) faults.push({ ...fault, pointer: `/${field}/${index}/${fault.pointer}` })
    }
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)

  function measure(line: Draft): Fault | null {
    const product = known.get(String(line.values.product))
    if (product === undefined)
      return { pointer: 'product', code: 'kit.reference_missing', parameters: { record: 'products.product' } }
    const into = { unit: product.base_unit, places: product.base_places }
    const quantity = String(line.values.quantity)
    const fault = line.values.unit === into.unit ? tooFine(quantity, product, 'quantity') : null
    if (fault !== null) return fault
    const scope = { product: product.id, lot: null, conversions }
    const converted = convertQuantity(quantity, String(line.values.unit), into, scope)
    if (isDenied(converted)) {
      const unit = names.get(String(line.values.unit)) ?? ''
      const parameters = { ...converted.parameters, unit, into: product.base_unit_name }
      return { pointer: 'unit', code: converted.denied, parameters }
    }
    line.values.base_quantity = converted.quantity
    return null
  }
}
