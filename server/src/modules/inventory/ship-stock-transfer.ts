/** Ships transfers: goods leave their places for the sender's transit place. */
import { refuse } from '#contract/inventory/failures.ts'
import { stockTransfer } from '#contract/inventory/stock-transfer.ts'
import { action } from '#server/kit/action.ts'
import { defaultPlace } from './places.ts'
import { type NewMove, postMoves } from './post-moves.ts'

export const shipStockTransfer = action(stockTransfer, 'ship', async (transfers, ctx) => {
  const moves: NewMove[] = []
  for (const transfer of transfers) {
    const lines = transfer.lines.lines ?? []
    if (lines.length === 0) refuse('inventory.lines_missing', { document: String(transfer.values.number) })
    const warehouse = String(transfer.values.from_warehouse)
    const storage = await defaultPlace(warehouse, 'storage', ctx)
    const transit = await defaultPlace(warehouse, 'transit', ctx)
    for (const line of lines) {
      moves.push({
        product_id: String(line.values.product),
        from_location_id: String(line.values.from_location ?? storage),
        to_location_id: transit,
        quantity: String(line.values.base_quantity),
        reason: 'transfer',
        lot_id: (line.values.lot ?? null) as string | null,
        document_kind: stockTransfer.name,
        document_id: transfer.id,
        document_line_id: line.id,
      })
    }
    transfer.values.shipped_at = ctx.now.toISOString()
  }
  await postMoves(moves, ctx)
})
