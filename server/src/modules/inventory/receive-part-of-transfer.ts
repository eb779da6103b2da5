/** Receives a part of transfers: what is not named stays in transit and can be received later (DOMAIN 15). */
import { stockTransfer } from '#contract/inventory/stock-transfer.ts'
import { add, isPositive } from '#contract/kit/decimal.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { defaultPlace } from './places.ts'
import { type NewMove, postMoves } from './post-moves.ts'
import { arrivedOf, byLine, fault, linesOf, moveOf, onItsWay } from './transfer-lines.ts'

/** Body: `{received: {<line id>: "quantity in base unit"}}`; what is not named stays on its way. */
export const receivePartOfTransfer = action(stockTransfer, 'receive_part', async (transfers, ctx, body) => {
  for (const transfer of transfers) await receivePart(transfer, ctx, body)
})

async function receivePart(transfer: Moving, ctx: Context, body: unknown): Promise<void> {
  const said = byLine(transfer, body, 'received')
  await ctx.withWholeTenant(async () => {
    const transit = await defaultPlace(String(transfer.values.from_warehouse), 'transit', ctx)
    const storage = await defaultPlace(String(transfer.values.to_warehouse), 'storage', ctx)
    const arrived: NewMove[] = []
    for (const line of linesOf(transfer)) {
      const quantity = await arrivedOf(line, said, '0', ctx)
      if (!isPositive(quantity)) continue
      const to_location_id = String(line.values.to_location ?? storage)
      arrived.push({ ...moveOf(transfer, line, transit, quantity), to_location_id, reason: 'transfer' })
      line.values.received_quantity = add(String(line.values.received_quantity), quantity)
    }
    if (arrived.length === 0) fault('/received', 'inventory.nothing_received')
    if (!linesOf(transfer).some((line) => isPositive(onItsWay(line))))
      fault('/received', 'inventory.all_received')
    await postMoves(arrived, ctx)
  })
}
