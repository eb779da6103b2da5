/** Which part of its orders' discounts and charges an invoice bears, and a credit note takes back (DOMAIN 10). */
import { compare, isZero, quotient, subtract, sum } from '#contract/kit/decimal.ts'
import type { PricedQuantity } from '#contract/sales/line-amount.ts'
import { lineAmount } from '#contract/sales/line-amount.ts'
import { partialAdjustment } from '#contract/sales/partial-adjustment.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { numberOf } from '#server/modules/sales/document/draft-values.ts'
import { type BilledLine, isLastInvoice } from './bill-lines.ts'
import { orderedNet } from './billable.ts'
import type { BillingSources } from './billing-sources.ts'
import type { CreditLine, CreditSources } from './credit-lines.ts'

export interface Share {
  readonly order: string
  readonly kind: 'allowance' | 'charge'
  readonly percent: string | null
  readonly amount: string
  readonly credited_adjustment: string | null
}

export const pricedOf = (line: Draft): PricedQuantity => ({
  quantity: numberOf(line, 'quantity'),
  unit_price: numberOf(line, 'unit_price'),
  price_quantity: numberOf(line, 'price_quantity'),
  discount_percent: numberOf(line, 'discount_percent'),
})

const amountOf = (lines: readonly { readonly draft: Draft }[], places: number) =>
  sum(lines.map(({ draft }) => lineAmount(pricedOf(draft), places)))

export function sharesOfOrders(
  billed: readonly BilledLine[],
  sources: BillingSources,
  places: number,
): Share[] {
  const shares: Share[] = []
  for (const order of sources.orders.values()) {
    const own = billed.filter((entry) => entry.order.id === order.id)
    if (own.length === 0) continue
    const lines = [...sources.lines.values()].filter((line) => line.order === order.id)
    const orderLines = sum(lines.map(orderedNet))
    const common = {
      places,
      order_lines: orderLines,
      billed_lines: sum(lines.map((line) => line.billed_net)),
      lines: amountOf(own, places),
      is_last: isLastInvoice(order, billed, sources),
    }
    const discount = quotient([orderLines, order.discount_percent], ['100'], places)
    for (const [kind, whole] of [
      ['allowance', discount],
      ['charge', order.charge_amount],
    ] as const) {
      const before = sources.adjustments.find((row) => row.order === order.id && row.kind === kind)
      const amount = partialAdjustment({ ...common, amount: whole, billed_amount: before?.amount ?? '0' })
      if (isZero(amount)) continue
      const percent = kind === 'allowance' ? order.discount_percent : null
      shares.push({ order: order.id, kind, percent, amount, credited_adjustment: null })
    }
  }
  return shares
}

export function sharesOfCredits(
  lines: readonly CreditLine[],
  sources: CreditSources,
  places: number,
): Share[] {
  const shares: Share[] = []
  for (const adjustment of sources.adjustments) {
    const own = lines.filter(({ invoice }) => invoice.id === adjustment.invoice)
    const all = [...sources.lines.values()].filter((line) => line.invoice === adjustment.invoice)
    const taken = sum(own.map(({ draft }) => numberOf(draft, 'base_quantity')))
    const open = sum(all.map((line) => subtract(line.base_quantity, line.credited)))
    const amount = partialAdjustment({
      places,
      amount: adjustment.amount,
      order_lines: sources.invoices.get(adjustment.invoice)?.lines_total ?? '0',
      billed_lines: sum(all.map((line) => line.credited_net)),
      billed_amount: adjustment.credited,
      lines: amountOf(own, places),
      is_last: compare(taken, open) >= 0,
    })
    if (isZero(amount)) continue
    const { order, kind, percent, id } = adjustment
    shares.push({ order, kind, percent, amount, credited_adjustment: id })
  }
  return shares
}

const deleteText = 'delete from invoice_adjustment where tenant_id = $1 and invoice_id = any($2::uuid[])'
const insertText = `insert into invoice_adjustment (id, tenant_id, organization_id, invoice_id, sales_order_id,
  kind, percent, amount, credited_adjustment_id)
select r.id, $1, r.organization, r.invoice, r."order", r.kind, r.percent, r.amount, r.credited_adjustment
from jsonb_to_recordset($2::jsonb) as r(id uuid, organization uuid, invoice uuid, "order" uuid, kind text,
  percent numeric, amount numeric, credited_adjustment uuid)`

export interface DraftShares {
  readonly draft: Draft
  readonly shares: readonly Share[]
}

/** Brings the stored shares in line; for new invoices without any it sends nothing. */
export async function writeShares(all: readonly DraftShares[], ctx: Context): Promise<void> {
  const stored = all.filter(({ draft }) => draft.before !== null).map(({ draft }) => draft.id)
  const rows = all.flatMap(({ draft, shares }) =>
    shares.map((share) => ({ id: newId(), organization: draft.organizationId, invoice: draft.id, ...share })),
  )
  await Promise.all([
    ...(stored.length > 0 ? [ctx.rows(deleteText, [ctx.tenantId, stored])] : []),
    ...(rows.length > 0 ? [ctx.rows(insertText, [ctx.tenantId, JSON.stringify(rows)])] : []),
  ])
}
