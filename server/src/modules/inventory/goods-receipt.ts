/** Goods receipts: numbered, dated, lines measured. */
import { goodsReceipt } from '#contract/inventory/goods-receipt.ts'
import { dateIn } from '#contract/kit/dates.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { numberDocuments } from './document-number.ts'
import { measureLines } from './measure-lines.ts'
import { placesElsewhere } from './places-stand.ts'
import { checkSecond } from './second-quantities.ts'

export const goodsReceipts = serve(goodsReceipt, { beforeSave: completeReceipts })

async function completeReceipts(drafts: readonly Draft[], ctx: Context): Promise<void> {
  await numberDocuments(drafts, 'goods_receipt', 'GR', ctx, 'receipt_date')
  const unposted = drafts.filter((draft) => draft.values.status === 'draft')
  for (const draft of unposted) {
    const zone = ctx.identity.organizations.get(draft.organizationId ?? '')?.timezone ?? 'UTC'
    draft.values.receipt_date ??= dateIn(zone, ctx.now)
  }
  const faults = await placesElsewhere(unposted, { location: 'warehouse' }, ctx)
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  await measureLines(unposted, 'lines', ctx)
  await checkSecond(unposted, { field: 'second_quantity', isRequired: true }, ctx)
}
