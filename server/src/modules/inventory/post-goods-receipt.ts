/** Posts goods receipts: lots are made where they are new, goods move from the supplier into the warehouse. */
import { refuse } from '#contract/inventory/failures.ts'
import { goodsReceipt } from '#contract/inventory/goods-receipt.ts'
import { dateIn, startOfDate } from '#contract/kit/dates.ts'
import { checkValue } from '#contract/kit/field/check.ts'
import { isObject } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { lotsByNumber } from './lots-by-number.ts'
import { defaultPlace, virtualPlace } from './places.ts'
import { type NewMove, postMoves } from './post-moves.ts'
import { secondOf } from './second-quantities.ts'

export const postGoodsReceipt = action(goodsReceipt, 'post', async (receipts, ctx, body) => {
  for (const receipt of receipts) mustHaveLines(receipt)
  const moves: NewMove[] = []
  for (const receipt of receipts) moves.push(...(await movesOf(receipt, receivedAt(receipt, ctx, body), ctx)))
  await postMoves(moves, ctx)
  for (const receipt of receipts) receipt.values.posted_at = ctx.now.toISOString()
})

function mustHaveLines(document: Moving): void {
  if ((document.lines.lines ?? []).length === 0) {
    refuse('inventory.lines_missing', { document: String(document.values.number) })
  }
}

const noon = 12 * 3600 * 1000

/** When the goods came: `received_at` of the body, else noon of an earlier receipt day, else now (null). */
function receivedAt(receipt: Moving, ctx: Context, body: unknown): string | null {
  const given = isObject(body) ? body.received_at : undefined
  if (given !== undefined && given !== null) {
    const verdict = checkValue(given, { kind: 'instant', mode: 'required' })
    if ('code' in verdict) throw new Refusal('kit.invalid', {}, [{ pointer: '/received_at', ...verdict }])
    const at = String(verdict.value)
    if (Date.parse(at) <= ctx.now.getTime()) return at
    throw invalid('/received_at', 'inventory.in_the_future')
  }
  const zone = ctx.identity.organizations.get(receipt.organizationId ?? '')?.timezone ?? 'UTC'
  const day = String(receipt.values.receipt_date)
  if (day >= dateIn(zone, ctx.now)) return null
  return new Date(startOfDate(zone, day).getTime() + noon).toISOString()
}

async function movesOf(receipt: Moving, effectiveAt: string | null, ctx: Context): Promise<NewMove[]> {
  const lines = receipt.lines.lines ?? []
  const warehouse = String(receipt.values.warehouse)
  const from = await virtualPlace(receipt.organizationId ?? '', 'supplier', ctx)
  const into = lines.every((line) => line.values.location)
    ? null
    : await defaultPlace(warehouse, 'storage', ctx)
  const lots = await lotsByNumber(lines.filter((line) => line.values.lot_number).map(wantedLot), ctx)
  return lines.map((line) => ({
    product_id: String(line.values.product),
    from_location_id: from,
    to_location_id: String(line.values.location ?? into),
    quantity: String(line.values.base_quantity),
    second_quantity: secondOf(line),
    reason: 'receipt',
    effective_at: effectiveAt,
    lot_id: lots.get(`${line.values.product} ${line.values.lot_number}`) ?? null,
    document_kind: goodsReceipt.name,
    document_id: receipt.id,
    document_line_id: line.id,
  }))
}

const wantedLot = (line: Draft) => ({
  product: String(line.values.product),
  number: String(line.values.lot_number),
  supplier_number: (line.values.supplier_lot_number ?? null) as string | null,
  expires_on: (line.values.expires_on ?? null) as string | null,
})
