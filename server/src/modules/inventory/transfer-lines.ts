/** What arrives of the lines of a transfer, and what is still on its way. */
import { refuse } from '#contract/inventory/failures.ts'
import { stockTransfer } from '#contract/inventory/stock-transfer.ts'
import { add, compare, parseDecimal, subtract } from '#contract/kit/decimal.ts'
import { invalid, type Parameters } from '#contract/kit/failure.ts'
import { isObject } from '#contract/kit/field/value.ts'
import type { Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { soldProducts } from '#server/modules/products/public.ts'
import { secondShare } from './second-quantities.ts'

export const linesOf = (transfer: Moving): readonly Draft[] => transfer.lines.lines ?? []

/** In base unit: sent, and neither received nor gone back. */
export function onItsWay({ values }: Draft): string {
  const received = subtract(String(values.base_quantity), String(values.received_quantity))
  return subtract(received, String(values.returned_quantity))
}

/** What the body says of the lines; of a line that is not of this transfer it may say nothing. */
export function byLine(transfer: Moving, body: unknown, name: string): Readonly<Record<string, unknown>> {
  const given = isObject(body) ? (body[name] ?? {}) : {}
  const lines = new Set(linesOf(transfer).map(({ id }) => id))
  if (isObject(given) && Object.keys(given).every((id) => lines.has(id))) return given
  return fault(`/${name}`, 'kit.wrong_type', { expected: 'a map of lines of this transfer' })
}

/** How much of a line arrives now, never more than is on its way; `preset` where nothing is said of it. */
export async function arrivedOf(
  line: Draft,
  said: Readonly<Record<string, unknown>>,
  preset: string,
  ctx: Context,
): Promise<string> {
  const given = said[line.id]
  if (given === undefined) return preset
  const received = parseDecimal(given, { places: 6, min: '0' })
  if (!received.ok) fault(`/received/${line.id}`, 'kit.wrong_type', { expected: 'a quantity' })
  if (compare(received.value, onItsWay(line)) <= 0) return received.value
  const product = String(line.values.product)
  const known = await soldProducts([product], ctx)
  return refuse('inventory.too_much_received', { product: known.get(product)?.sku ?? '' })
}

export function fault(pointer: string, code: string, parameters: Parameters = {}): never {
  throw invalid(pointer, code, parameters)
}

/** All of a move out of transit but where to and why: of what is on its way, after `before` of it. */
export function moveOf(transfer: Moving, line: Draft, transit: string, quantity: string, before = '0') {
  const { product, lot, received_quantity, returned_quantity } = line.values
  const start = add(add(String(received_quantity), String(returned_quantity)), before)
  return {
    product_id: String(product),
    from_location_id: transit,
    quantity,
    second_quantity: secondShare(line, start, add(start, quantity)),
    lot_id: (lot ?? null) as string | null,
    document_kind: stockTransfer.name,
    document_id: transfer.id,
    document_line_id: line.id,
  }
}
