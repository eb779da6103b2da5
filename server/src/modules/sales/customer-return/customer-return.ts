/** Returns: each line names what was delivered, and never more comes back than went out (DOMAIN 13). */
import { compare, sum } from '#contract/kit/decimal.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { customerReturn } from '#contract/sales/customer-return.ts'
import { refuse } from '#contract/sales/failures.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { linesOf, numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { numberDocuments } from '#server/modules/sales/document/number-documents.ts'
import { type DeliveredLine, deliveredLines } from './delivered-lines.ts'

export const customerReturns = serve(customerReturn, { beforeSave: completeReturns })

const series = { kind: 'customer_return', pattern: 'RET-{year}-{number}' }

async function completeReturns(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const open = drafts.filter(({ values }) => values.status === 'draft')
  const delivered = await deliveredLines(open, ctx)
  for (const draft of open) completeReturn(draft, delivered)
  await numberDocuments(drafts, series, 'received_on', ctx)
}

function completeReturn(draft: Draft, delivered: ReadonlyMap<string, DeliveredLine>): void {
  const faults: Fault[] = []
  for (const [index, line] of linesOf(draft).entries()) {
    const source = delivered.get(textOf(line, 'delivery_line') ?? '')
    if (source === undefined || source.partner !== draft.values.partner) {
      const parameters = { record: 'sales.delivery_line' }
      faults.push({ pointer: `/lines/${index}/delivery_line`, code: 'kit.reference_missing', parameters })
      continue
    }
    line.values.product = source.product
    if (source.lots.length === 1) line.values.lot ??= source.lots[0] ?? null
    const lot = textOf(line, 'lot')
    if (lot === null || source.lots.includes(lot)) continue
    faults.push({ pointer: `/lines/${index}/lot`, code: 'sales.lot_not_delivered' })
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  mustHaveBeenDelivered(draft, delivered)
}

/** By delivered line; other returns that are entered already count. */
export function mustHaveBeenDelivered(draft: Draft, delivered: ReadonlyMap<string, DeliveredLine>): void {
  for (const [id, source] of delivered) {
    const own = linesOf(draft).filter((line) => textOf(line, 'delivery_line') === id)
    if (own.length === 0) continue
    const wanted = sum(own.map((line) => numberOf(line, 'quantity')))
    if (source.status !== 'shipped') refuse('sales.delivery_not_shipped', { delivery: source.number })
    if (compare(wanted, source.open) > 0) {
      refuse('sales.more_than_delivered', { product: source.sku, open: source.open, wanted })
    }
  }
}
