/** Stock transfers: the receiver is the organization of the warehouse they lead to. */
import { stockTransferLine } from '#contract/inventory/stock-transfer-line.ts'
import { stockTransfer } from '#contract/inventory/stock-transfer.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { numberDocuments } from './document-number.ts'
import { measureLines } from './measure-lines.ts'
import { checkSecond } from './second-quantities.ts'
import { checkPlaces } from './transfer-places.ts'

/** Both sides read and book a transfer (DOMAIN 15); its row-level policies say the same. */
const ofEitherSide = (transfer: string) =>
  `(${transfer}.organization_id = any({organizations}) or ${transfer}.receiving_organization_id = any({organizations}))`

export const stockTransfers = serve(stockTransfer, {
  beforeSave: completeTransfers,
  visible: { condition: ofEitherSide('t') },
})

export const stockTransferLines = serve(stockTransferLine, {
  visible: {
    condition: `exists (select from stock_transfer h where h.tenant_id = t.tenant_id
      and h.id = t.stock_transfer_id and ${ofEitherSide('h')})`,
  },
})

const receiverText = `select id, organization_id from warehouse where tenant_id = $1 and id = any($2::uuid[])`

async function completeTransfers(drafts: readonly Draft[], ctx: Context): Promise<void> {
  await numberDocuments(drafts, 'stock_transfer', 'TR', ctx)
  const unshipped = drafts.filter((draft) => draft.values.status === 'draft')
  const targets = unshipped.map((draft) => draft.values.to_warehouse)
  const rows = await ctx.withWholeTenant(() =>
    ctx.rows<{ id: string; organization_id: string }>(receiverText, [ctx.tenantId, targets]),
  )
  const receivers = new Map(rows.map((row) => [row.id, row.organization_id]))
  for (const draft of unshipped) {
    draft.values.receiving_organization =
      receivers.get(String(draft.values.to_warehouse)) ?? draft.organizationId
  }
  await checkPlaces(unshipped, ctx)
  await measureLines(unshipped, 'lines', ctx)
  await checkSecond(unshipped, { field: 'second_quantity' }, ctx)
}
