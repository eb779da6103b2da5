/** Receives the rest of transfers: what arrived goes to its place, what is missing is booked with the reason. */
import { stockTransfer } from '#contract/inventory/stock-transfer.ts'
import { add, isPositive, subtract } from '#contract/kit/decimal.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { defaultPlace, virtualPlace } from './places.ts'
import { type NewMove, postFacts, postMoves } from './post-moves.ts'
import { arrivedOf, byLine, fault, linesOf, moveOf, onItsWay } from './transfer-lines.ts'

/**
 * Body: `{received: {<line id>: "quantity in base unit"}, reasons: {<line id>: "text"}}`; of which nothing is
 * said, all that was on its way arrives. What is missing needs a reason (DOMAIN 15).
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
    for (const line of linesOf(transfer)) {
      const open = onItsWay(line)
      const received = await arrivedOf(line, said, open, ctx)
      const note = reasons[line.id] === undefined ? '' : String(reasons[line.id]).trim().slice(0, 200)
      line.values.difference_reason = note
      if (isPositive(received)) {
        const to_location_id = String(line.values.to_location ?? storage)
        arrived.push({ ...moveOf(transfer, line, transit, received), to_location_id, reason: 'transfer' })
      }
      const rest = subtract(open, received)
      if (isPositive(rest)) {
        if (note === '') fault(`/reasons/${line.id}`, 'inventory.difference_unexplained', { quantity: rest })
        const shared = moveOf(transfer, line, transit, rest, received)
        missing.push({ ...shared, to_location_id: lost, reason: 'loss', note })
      }
      line.values.received_quantity = add(String(line.values.received_quantity), received)
    }
    await postMoves(arrived, ctx)
    await postFacts(missing, ctx)
  })
  transfer.values.received_at = ctx.now.toISOString()
}
