/** Payments: numbered when they are entered, their parts set against what is open. */
import { payment } from '#contract/sales/payment.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { numberDocuments } from '#server/modules/sales/document/number-documents.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { textOf } from '#server/modules/sales/document/draft-values.ts'
import { type Allocation, mustNotExceed, resolveAllocations } from './allocate.ts'
import { correctTaxes } from './correct-taxes.ts'

/** What has moved of a payment's money; a reversal counts against what it takes back. */
export const allocatedText = `(select coalesce(sum(a.amount), 0) from payment_allocation a
  left join payment_allocation r on r.tenant_id = a.tenant_id and r.id = a.reverses_id
  where a.tenant_id = t.tenant_id and a.payment_id = t.id
    and coalesce(r.kind, a.kind) in ('payment', 'refund'))`

export const payments = serve(payment, {
  beforeSave: allocatePayments,
  besideSave: correctTaxesOf,
  expressions: { unallocated_amount: `t.amount - ${allocatedText}` },
})

const series = { kind: 'payment', pattern: 'PAY-{year}-{number}' }
const resolved = new WeakMap<Draft, readonly Allocation[]>()

async function allocatePayments(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const fresh = drafts.filter(({ before }) => before === null)
  for (const { values, organizationId } of fresh) {
    values.payment_date ??= businessDayOf(organizationId ?? '', ctx)
  }
  await Promise.all([numberDocuments(fresh, series, 'payment_date', ctx), resolvePayments(fresh, ctx)])
}

async function resolvePayments(fresh: readonly Draft[], ctx: Context): Promise<void> {
  for (const draft of fresh) {
    const allocations = await resolveAllocations(payerOf(draft), draft.lines.allocations ?? [], ctx)
    mustNotExceed(textOf(draft, 'amount') ?? '0', '0', allocations)
    draft.values.currency ??= allocations[0]?.item.currency ?? (await homeCurrency(draft, ctx))
    draft.lines.allocations = allocations.map((allocation) => allocation.draft)
    resolved.set(draft, allocations)
  }
}

function payerOf(draft: Draft) {
  return {
    id: draft.id,
    organization: draft.organizationId ?? '',
    partner: textOf(draft, 'partner') ?? '',
    direction: draft.values.direction === 'out' ? 'out' : 'in',
    date: textOf(draft, 'payment_date') ?? '',
    currency: textOf(draft, 'currency'),
  } as const
}

const currencyText = `select a.currency_id as currency from organization o
join organization a on a.tenant_id = $1 and a.id = any (o.ancestor_ids)
where o.tenant_id = $1 and o.id = $2 and a.currency_id is not null
order by array_position(o.ancestor_ids, a.id) desc limit 1`

async function homeCurrency(draft: Draft, ctx: Context): Promise<string | null> {
  const [row] = await ctx.rows<{ currency: string }>(currencyText, [ctx.tenantId, draft.organizationId])
  return row?.currency ?? null
}

async function correctTaxesOf(drafts: readonly Draft[], ctx: Context): Promise<void> {
  await correctTaxes(
    drafts.flatMap((draft) => resolved.get(draft) ?? []),
    ctx,
  )
}
