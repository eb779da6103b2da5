/** Closes an inspected return: each line's goods go to stock, quarantine or scrap (DOMAIN 13). */
import { isObject } from '#contract/kit/field/value.ts'
import { isPositive } from '#contract/kit/decimal.ts'
import { customerReturn } from '#contract/sales/customer-return.ts'
import { refuse } from '#contract/sales/failures.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import {
  defaultPlace,
  type NewMove,
  postMoves,
  quarantinePlace,
  virtualPlace,
} from '#server/modules/inventory/public.ts'
import { linesOf, numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'

/** Body: `{dispositions: {line: "stock" | "quarantine" | "scrap"}}`; a line left out keeps its own. */
export const closeCustomerReturn = action(customerReturn, 'close', async (returns, ctx, body) => {
  const moves: NewMove[] = []
  for (const document of returns) {
    for (const line of linesOf(document)) line.values.disposition = dispositionOf(line, body)
    moves.push(...(await movesOf(document, ctx)))
  }
  await postMoves(moves, ctx)
})

const dispositions = ['stock', 'quarantine', 'scrap'] as const
type Disposition = (typeof dispositions)[number]

function dispositionOf(line: Draft, body: unknown): Disposition {
  const given = isObject(body) && isObject(body.dispositions) ? body.dispositions[line.id] : undefined
  const found = dispositions.find((one) => one === (given ?? line.values.disposition))
  return found ?? refuse('sales.return_not_inspected')
}

async function movesOf(document: Moving, ctx: Context): Promise<NewMove[]> {
  const lines = linesOf(document).filter((line) => isPositive(numberOf(line, 'quantity')))
  const used = new Set(lines.map(({ values }) => values.disposition as Disposition))
  const warehouse = textOf(document, 'warehouse') ?? ''
  const from = await defaultPlace(warehouse, 'returns', ctx)
  const places = new Map<unknown, string>()
  for (const disposition of used) places.set(disposition, await placeOf(disposition, document, ctx))
  return lines.map((line) => ({
    product_id: textOf(line, 'product') ?? '',
    from_location_id: from,
    to_location_id: places.get(line.values.disposition) ?? '',
    quantity: numberOf(line, 'quantity'),
    reason: line.values.disposition === 'scrap' ? 'scrap' : 'transfer',
    lot_id: textOf(line, 'lot'),
    document_kind: customerReturn.name,
    document_id: document.id,
    document_line_id: line.id,
  }))
}

async function placeOf(disposition: Disposition, document: Moving, ctx: Context): Promise<string> {
  const warehouse = textOf(document, 'warehouse') ?? ''
  if (disposition === 'stock') return defaultPlace(warehouse, 'storage', ctx)
  if (disposition === 'scrap') return virtualPlace(document.organizationId ?? '', 'adjustment', ctx)
  return (await quarantinePlace(warehouse, ctx)) ?? refuse('sales.no_quarantine_place')
}
