/** Invoices: drafts follow from what they bill; what is posted never changes. */
import { invoice } from '#contract/sales/invoice.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { todayOf } from '#server/modules/sales/document/business-day.ts'
import { type CompletedInvoice, completeInvoice } from './complete-invoice.ts'
import { writeShares } from './invoice-shares.ts'
import { finishPosting, showNumbers } from './post-invoice.ts'

const stateOf = (column: string) => `(select s.${column} from invoice_state s
  where s.tenant_id = t.tenant_id and s.invoice_id = t.id)`

export const invoices = serve(invoice, {
  beforeSave: completeDrafts,
  besideSave: finishInvoices,
  afterSave: showNumbers,
  expressions: {
    state: stateOf('state'),
    open_amount: stateOf('open_amount'),
    is_overdue: `exists (select from invoice_state s where s.tenant_id = t.tenant_id and s.invoice_id = t.id
      and s.state in ('open', 'partly_paid') and s.due_date < ${todayOf('t')})`,
  },
})

const drafted = new WeakMap<Draft, CompletedInvoice>()

async function completeDrafts(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const draft of drafts) {
    if (draft.values.status === 'draft') drafted.set(draft, await completeInvoice(draft, ctx))
  }
}

async function finishInvoices(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const completed = drafts.flatMap((draft) =>
    draft.values.status === 'draft' ? (drafted.get(draft) ?? []) : [],
  )
  await Promise.all([writeShares(completed, ctx), finishPosting(drafts, ctx)])
}
