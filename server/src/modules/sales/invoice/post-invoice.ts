/** Posts invoices and credit notes: checked, taxed, frozen, due, and numbered last of all (DOMAIN 8, 9, 12). */
import { isPositive } from '#contract/kit/decimal.ts'
import { isDenied } from '#contract/kit/outcome.ts'
import { refuse } from '#contract/sales/failures.ts'
import { invoice } from '#contract/sales/invoice.ts'
import { action, type Moving } from '#server/kit/action.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { linesOf, numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { keepOrderProgress } from '#server/modules/sales/sales-order/order-progress.ts'
import { unawaited } from '#server/platform/database.ts'
import { keepDeliveryProgress } from './delivery-progress.ts'
import { type CompletedInvoice, completeInvoice } from './complete-invoice.ts'
import { freezeInvoice, unitsOfLines } from './freeze-invoice.ts'
import { writeShares } from './invoice-shares.ts'
import { mustBeComplete } from './mandatory-content.ts'
import { instalmentsOf, writeOpenItems } from './open-items-of-invoice.ts'
import { writeSupplyDates } from './supply-dates.ts'

const posting = new WeakMap<Draft, CompletedInvoice>()

export const postInvoice = action(invoice, 'post', async (documents, ctx) => {
  for (const document of documents) {
    dropEmptyLines(document)
    document.values.invoice_date ??= businessDayOf(document.organizationId ?? '', ctx)
  }
  const [units, completed] = await Promise.all([unitsOfLines(documents, ctx), completeAll(documents, ctx)])
  const posted = completed.map((entry) => {
    for (const denial of entry.denied) if (isDenied(denial)) refuse(denial.denied, denial.parameters)
    mustBeComplete(entry, units)
    mustBeInOpenPeriod(entry)
    const { values } = entry.draft
    writeSupplyDates(entry.draft)
    const instalments = instalmentsOf(entry)
    values.due_date = instalments.at(-1)?.due_date ?? values.invoice_date
    values.posted_at = ctx.now.toISOString()
    values.frozen = freezeInvoice(entry, units, instalments)
    posting.set(entry.draft, entry)
    return { invoice: entry, instalments }
  })
  unawaited(writeShares(completed, ctx))
  await writeOpenItems(posted, ctx)
})

async function completeAll(documents: readonly Moving[], ctx: Context): Promise<CompletedInvoice[]> {
  const completed: CompletedInvoice[] = []
  for (const document of documents) completed.push(await completeInvoice(document, ctx))
  return completed
}

function dropEmptyLines(document: Moving): void {
  document.lines.lines = linesOf(document).filter((line) => isPositive(numberOf(line, 'quantity')))
}

function mustBeInOpenPeriod({ draft, parties }: CompletedInvoice): void {
  if (!parties.is_period_open) refuse('sales.period_closed', { date: textOf(draft, 'invoice_date') })
}

const numberText = `with wanted as materialized (
  select i.id, i.legal_entity_id, i.invoice_date,
    case i.kind when 'credit_note' then 'credit_note' else 'invoice' end as series
  from unnest($2::uuid[]) with ordinality as asked(id, place)
  join invoice i on i.tenant_id = $1 and i.id = asked.id
  order by series, i.legal_entity_id, asked.place
), numbered as materialized (
  select w.id, kontor.next_number(w.legal_entity_id, w.series, '',
    kontor.fiscal_year_on(w.legal_entity_id, w.invoice_date)) as number
  from wanted w
)
update invoice i set number = n.number from numbered n
where i.tenant_id = $1 and i.id = n.id and i.number is null
returning i.id, i.number, i.organization_id as organization`

/**
 * Behind everything else that is written: whoever holds a counter waits for nobody, and a failure before
 * COMMIT takes the number back.
 */
export async function finishPosting(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const fresh = drafts.filter((draft) => posting.has(draft) && draft.values.number === null)
  if (fresh.length === 0) return
  const orders = new Set(fresh.flatMap((draft) => posting.get(draft)?.orders ?? []))
  const ids = fresh.map(({ id }) => id)
  // Sent in this order, and travelling together.
  const [, , numbered] = await Promise.all([
    keepOrderProgress([...orders].toSorted(), ctx),
    keepDeliveryProgress(ids, ctx),
    ctx.rows<{ id: string; number: string; organization: string }>(numberText, [ctx.tenantId, ids]),
  ])
  for (const { id, number } of numbered) {
    const draft = fresh.find((entry) => entry.id === id)
    if (draft) draft.values.number = number
  }
  const entries = numbered.map(({ id, number, organization }) => ({
    action: 'UPDATE',
    record: invoice.name,
    recordId: id,
    label: number,
    organizationId: organization,
    changes: { number: { old: null, new: number } },
  }))
  writeAudit(entries, ctx)
}

/** Of an invoice just written only its number is newer, so its answer need not be read again. */
export async function showNumbers(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const { written } = ctx
  const draft = drafts.find(({ id }) => id === written?.head.id)
  if (written === null || draft === undefined) return
  ctx.written = { ...written, head: { ...written.head, number: draft.values.number } }
}
