/** Takes posted receipts back that were wrong: their goods leave again, and who was promised them waits again. */
import { goodsReceipt } from '#contract/inventory/goods-receipt.ts'
import { action } from '#server/kit/action.ts'
import { reasonOf } from './reason-of.ts'

/** Body: `{reason: "text"}`. The lots that came with them stay, for paper may name them. */
export const reverseGoodsReceipt = action(goodsReceipt, 'reverse', async (receipts, ctx, body) => {
  const reason = reasonOf(body, 1000)
  await ctx.rows('select kontor.take_receipts_back($1, $2)', [receipts.map(({ id }) => id), reason])
  for (const { values } of receipts) values.reversal_reason = reason
})
