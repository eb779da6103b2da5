/** Takes back what of transfers has not arrived: it never left the yard, or came back (DOMAIN 15). */
import { stockTransfer } from '#contract/inventory/stock-transfer.ts'
import { isPositive } from '#contract/kit/decimal.ts'
import { action } from '#server/kit/action.ts'
import { defaultPlace } from './places.ts'
import { type NewMove, postMoves } from './post-moves.ts'
import { reasonOf } from './reason-of.ts'
import { linesOf, moveOf, onItsWay } from './transfer-lines.ts'

const longest = 200

/** Body: `{reason: "text"}`. The sender's move: the goods stand in his warehouse again. */
export const returnRestOfTransfer = action(stockTransfer, 'return_rest', async (transfers, ctx, body) => {
  const reason = reasonOf(body, longest)
  const moves: NewMove[] = []
  for (const transfer of transfers) {
    const warehouse = String(transfer.values.from_warehouse)
    const storage = await defaultPlace(warehouse, 'storage', ctx)
    const transit = await defaultPlace(warehouse, 'transit', ctx)
    for (const line of linesOf(transfer)) {
      const quantity = onItsWay(line)
      if (!isPositive(quantity)) continue
      const to_location_id = String(line.values.from_location ?? storage)
      const shared = moveOf(transfer, line, transit, quantity)
      moves.push({ ...shared, to_location_id, reason: 'transfer', note: reason })
      line.values.returned_quantity = quantity
      line.values.difference_reason = reason
    }
    transfer.values.received_at = ctx.now.toISOString()
  }
  await postMoves(moves, ctx)
})
