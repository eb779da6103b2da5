/** Ships transfers: goods leave their places for the sender's transit place, or for another place of the warehouse. */
import { refuse } from '#contract/inventory/failures.ts'
import { stockTransfer } from '#contract/inventory/stock-transfer.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { defaultPlace } from './places.ts'
import { type NewMove, postMoves } from './post-moves.ts'
import { secondOf } from './second-quantities.ts'
import { linesOf } from './transfer-lines.ts'
import { isWithinWarehouse } from './transfer-places.ts'

export const shipStockTransfer = action(stockTransfer, 'ship', async (transfers, ctx) => {
  const moves: NewMove[] = []
  for (const transfer of transfers) {
    if (linesOf(transfer).length === 0)
      refuse('inventory.lines_missing', { document: String(transfer.values.number) })
    moves.push(...(await movesOf(transfer, ctx)))
    transfer.values.shipped_at = ctx.now.toISOString()
    if (isWithinWarehouse(transfer)) arrive(transfer, ctx)
  }
  await postMoves(moves, ctx)
})

async function movesOf(transfer: Moving, ctx: Context): Promise<NewMove[]> {
  const warehouse = String(transfer.values.from_warehouse)
  const storage = await defaultPlace(warehouse, 'storage', ctx)
  const transit = isWithinWarehouse(transfer) ? null : await defaultPlace(warehouse, 'transit', ctx)
  return linesOf(transfer).map((line) => {
    const from = String(line.values.from_location ?? storage)
    const to = transit ?? String(line.values.to_location)
    if (from === to) refuse('inventory.same_place')
    return {
      product_id: String(line.values.product),
      from_location_id: from,
      to_location_id: to,
      quantity: String(line.values.base_quantity),
      second_quantity: secondOf(line),
      reason: 'transfer',
      lot_id: (line.values.lot ?? null) as string | null,
      document_kind: stockTransfer.name,
      document_id: transfer.id,
      document_line_id: line.id,
    }
  })
}

/** Within one warehouse nothing is on its way. */
function arrive(transfer: Moving, ctx: Context): void {
  for (const line of linesOf(transfer)) line.values.received_quantity = line.values.base_quantity
  transfer.values.received_at = ctx.now.toISOString()
  transfer.reached = 'received'
}
