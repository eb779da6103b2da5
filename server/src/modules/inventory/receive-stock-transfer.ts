/** Receives transfers: what arrived goes to its place, what is missing is booked with the receiver's reason. */
import { refuse } from '#contract/inventory/failures.ts'
import { stockTransfer } from '#contract/inventory/stock-transfer.ts'
import { compare, parseDecimal, subtract } from '#contract/kit/decimal.ts'
import { invalid, type Parameters } from '#contract/kit/failure.ts'
import { isObject } from '#contract/kit/field/value.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { soldProducts } from '#server/modules/products/public.ts'
import { defaultPlace, virtualPlace } from './places.ts'
import { type NewMove, postFacts, postMoves } from './post-moves.ts'

/**
 * Body: `{received: {<line id>: "quantity in base unit"}, reasons: {<line id>: "text"}}`; of which nothing is
 * said, all was received. What is missing needs a reason (DOMAIN 15).
 */
export const receiveStockTransfer = action(stockTransfer, 'receive', async (transfers, ctx, body) => {
  for (const transfer of transfers) await receive(transfer, ctx, body)
})

async function receive(transfer: Moving, ctx: Context, body: unknown): Promise<void> {
  const said = byLine(transfer, body, 'received')
  const reasons = byLine(transfer, body, 'reasons')
  await ctx.withWholeTenant(async () => {
    const transit = await defaultPlace(String(transfer.values.from_warehouse), 'transit', ctx)
    const storage = await defaultPlace(String(transfer.values.to_warehouse), 'storage', ctx)
    const lost = await virtualPlace(transfer.organizationId ?? '', 'adjustment', ctx)
    const arrived: NewMove[] = []
    const missing: NewMove[] = []
    for (const line of transfer.lines.lines ?? []) {
      const sent = String(line.values.base_quantity)
      const received = receivedOf(line, said)
      if (compare(received, sent) > 0) await refuseTooMuch(line, ctx)
      const note = reasons[line.id] === undefined ? '' : String(reasons[line.id]).trim().slice(0, 200)
      line.values.received_quantity = received
      line.values.difference_reason = note
      const shared = moveOf(transfer, line, transit)
      if (compare(received, '0') > 0) {
        const place = String(line.values.to_location ?? storage)
        arrived.push({ ...shared, to_location_id: place, quantity: received, reason: 'transfer' })
      }
      const rest = subtract(sent, received)
      if (compare(rest, '0') > 0) {
        if (note === '') fault(`/reasons/${line.id}`, 'inventory.difference_unexplained', { quantity: rest })
        missing.push({ ...shared, to_location_id: lost, quantity: rest, reason: 'loss', note })
      }
    }
    await postMoves(arrived, ctx)
    await postFacts(missing, ctx)
  })
  transfer.values.received_at = ctx.now.toISOString()
}

/** What the body says of the lines; of a line that is not of this transfer it may say nothing. */
function byLine(transfer: Moving, body: unknown, name: string): Readonly<Record<string, unknown>> {
  const given = isObject(body) ? (body[name] ?? {}) : {}
  const lines = new Set((transfer.lines.lines ?? []).map(({ id }) => id))
  if (isObject(given) && Object.keys(given).every((id) => lines.has(id))) return given
  return fault(`/${name}`, 'kit.wrong_type', { expected: 'a map of lines of this transfer' })
}

function receivedOf(line: Draft, said: Readonly<Record<string, unknown>>): string {
  const given = said[line.id]
  if (given === undefined) return String(line.values.base_quantity)
  const received = parseDecimal(given, { places: 6, min: '0' })
  if (!received.ok) fault(`/received/${line.id}`, 'kit.wrong_type', { expected: 'a quantity' })
  return received.value
}

async function refuseTooMuch(line: Draft, ctx: Context): Promise<never> {
  const product = String(line.values.product)
  const known = await soldProducts([product], ctx)
  return refuse('inventory.too_much_received', { product: known.get(product)?.sku ?? '' })
}

function fault(pointer: string, code: string, parameters: Parameters): never {
  throw invalid(pointer, code, parameters)
}

const moveOf = (transfer: Moving, line: Draft, transit: string) => ({
  product_id: String(line.values.product),
  from_location_id: transit,
  lot_id: (line.values.lot ?? null) as string | null,
  document_kind: stockTransfer.name,
  document_id: transfer.id,
  document_line_id: line.id,
})
