/** Receives goods back: from the customer to the returns place, where nothing is picked (DOMAIN 13). */
import { isPositive } from '#contract/kit/decimal.ts'
import { customerReturn } from '#contract/sales/customer-return.ts'
import { refuse } from '#contract/sales/failures.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { defaultPlace, type NewMove, postMoves, virtualPlace } from '#server/modules/inventory/public.ts'
import { linesOf, numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { mustHaveBeenDelivered } from './customer-return.ts'
import { deliveredLines } from './delivered-lines.ts'

export const receiveCustomerReturn = action(customerReturn, 'receive', async (returns, ctx) => {
  const delivered = await deliveredLines(returns, ctx)
  const moves: NewMove[] = []
  for (const document of returns) {
    if (!linesOf(document).some((line) => isPositive(numberOf(line, 'quantity')))) {
      refuse('sales.return_empty', { number: textOf(document, 'number') })
    }
    mustHaveBeenDelivered(document, delivered)
    moves.push(...(await movesOf(document, ctx)))
    document.values.received_at = ctx.now.toISOString()
  }
  await postMoves(moves, ctx)
})

async function movesOf(document: Moving, ctx: Context): Promise<NewMove[]> {
  const [from, into] = await Promise.all([
    virtualPlace(document.organizationId ?? '', 'customer', ctx),
    defaultPlace(textOf(document, 'warehouse') ?? '', 'returns', ctx),
  ])
  return linesOf(document)
    .filter((line) => isPositive(numberOf(line, 'quantity')))
    .map((line) => ({
      product_id: textOf(line, 'product') ?? '',
      from_location_id: from,
      to_location_id: into,
      quantity: numberOf(line, 'quantity'),
      reason: 'return',
      lot_id: textOf(line, 'lot'),
      document_kind: customerReturn.name,
      document_id: document.id,
      document_line_id: line.id,
    }))
}
