/** Receives transfers: what arrived goes to its place, what is missing is booked with the receiver's reason. */
import { refuse } from '#contract/inventory/failures.ts'
import { stockTransfer } from '#contract/inventory/stock-transfer.ts'
import { compare, subtract } from '#contract/kit/decimal.ts'
import { isObject } from '#contract/kit/field/check.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { defaultPlace, virtualPlace } from './places.ts'
import { type NewMove, postFacts, postMoves, tellLost } from './post-moves.ts'

/**
 * Body: `{received: {<line id>: "quantity in base unit"}, reasons: {<line id>: "text"}}`; nothing said
 * is all received.
 */
export const receiveStockTransfer = action(stockTransfer, 'receive', async (transfers, ctx, body) => {
  for (const transfer of transfers) await receive(transfer, ctx, body)
})

async function receive(transfer: Moving, ctx: Context, body: unknown): Promise<void> {
  const said = isObject(body) && isObject(body.received) ? body.received : {}
  const reasons = isObject(body) && isObject(body.reasons) ? body.reasons : {}
  await ctx.withWholeTenant(async () => {
    const transit = await defaultPlace(String(transfer.values.from_warehouse), 'transit', ctx)
    const storage = await defaultPlace(String(transfer.values.to_warehouse), 'storage', ctx)
    const lost = await virtualPlace(transfer.organizationId ?? '', 'adjustment', ctx)
    const arrived: NewMove[] = []
    const missing: NewMove[] = []
    for (const line of transfer.lines.lines ?? []) {
      const sent = String(line.values.base_quantity)
      const received = receivedOf(line, said, sent)
      const note = typeof reasons[line.id] === 'string' ? String(reasons[line.id]).slice(0, 200) : ''
      line.values.received_quantity = received
      line.values.difference_reason = note
      const shared = moveOf(transfer, line, transit)
      if (compare(received, '0') > 0) {
        const place = String(line.values.to_location ?? storage)
        arrived.push({ ...shared, to_location_id: place, quantity: received, reason: 'transfer_received' })
      }
      const rest = subtract(sent, received)
      if (compare(rest, '0') > 0) {
        missing.push({ ...shared, to_location_id: lost, quantity: rest, reason: 'transfer_difference', note })
      }
    }
    await postMoves(arrived, ctx)
    tellLost(await postFacts(missing, ctx), transfer.organizationId, ctx)
  })
  transfer.values.received_at = ctx.now.toISOString()
}

function receivedOf(line: Draft, said: Readonly<Record<string, unknown>>, sent: string): string {
  const given = said[line.id]
  const isNumber = typeof given === 'string' && /^\d{1,14}(\.\d{1,6})?$/.test(given)
  const received = isNumber ? String(given) : sent
  if (compare(received, sent) > 0)
    refuse('inventory.too_much_received', { product: String(line.values.product) })
  return received
}

const moveOf = (transfer: Moving, line: Draft, transit: string) => ({
  product_id: String(line.values.product),
  from_location_id: transit,
  lot_id: (line.values.lot ?? null) as string | null,
  document_kind: stockTransfer.name,
  document_id: transfer.id,
  document_line_id: line.id,
})
