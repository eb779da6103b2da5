/** What the paper of an invoice says: the frozen words of a posted one, those of now for a draft. */
import type { FrozenInvoice } from '#contract/sales/frozen-invoice.ts'
import { invoice } from '#contract/sales/invoice.ts'
import type { Context, Shown } from '#server/kit/context.ts'
import { readOne } from '#server/kit/query/read.ts'
import type { Draft } from '#server/kit/served.ts'
import { lockStored } from '#server/kit/write/save.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { completeInvoice } from './complete-invoice.ts'
import { freezeInvoice, unitsOfLines } from './freeze-invoice.ts'
import { instalmentsOf } from './open-items-of-invoice.ts'
import { writeSupplyDates } from './supply-dates.ts'

type Values = Readonly<Record<string, unknown>>

export interface IssuedInvoice {
  readonly id: string
  readonly organization: string
  readonly isPosted: boolean
  readonly values: Values
  readonly lines: readonly Values[]
  readonly frozen: FrozenInvoice
}

/** 404 where the caller may not see it. A draft's own rows are not written. */
export async function invoiceAsIssued(id: string, ctx: Context): Promise<IssuedInvoice> {
  const row = await readOne(invoice, id, ctx)
  if (row.status === 'posted') {
    return { ...headOf(row), values: row, lines: row.lines as Values[], frozen: row.frozen as FrozenInvoice }
  }
  const draft = await storedDraft(id, ctx)
  draft.values.invoice_date ??= businessDayOf(draft.organizationId ?? '', ctx)
  const completed = await completeInvoice(draft, ctx)
  writeSupplyDates(draft)
  const instalments = instalmentsOf(completed)
  draft.values.due_date = instalments.at(-1)?.due_date ?? null
  const frozen = freezeInvoice(completed, await unitsOfLines([completed.draft], ctx), instalments)
  const lines = (draft.lines.lines ?? []).map((line) => ({ id: line.id, ...line.values }))
  return { ...headOf(row), values: draft.values, lines, frozen }
}

function headOf(row: Shown) {
  return { id: String(row.id), organization: String(row.organization), isPosted: row.status === 'posted' }
}

async function storedDraft(id: string, ctx: Context): Promise<Draft> {
  const stored = (await lockStored(invoice, [id], ctx)).get(id)
  const organizationId = (stored?.row.organization ?? null) as string | null
  const draftOf = (row: Values): Draft => ({
    id: String(row.id),
    organizationId,
    before: row,
    values: { ...row },
    sent: new Set(),
    lines: {},
  })
  const draft = draftOf(stored?.row ?? {})
  return { ...draft, lines: { lines: (stored?.lines.lines ?? []).map(draftOf) } }
}
