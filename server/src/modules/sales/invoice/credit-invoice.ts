/** Credit notes, drafted from a posted invoice or some of its lines (DOMAIN 8). */
import { isObject } from '#contract/kit/field/value.ts'
import { isPositive } from '#contract/kit/decimal.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { refuse } from '#contract/sales/failures.ts'
import { invoice } from '#contract/sales/invoice.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { rowAnswer } from '#server/kit/http/record-routes.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import { may } from '#server/kit/rights.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { createRows } from '#server/kit/write/save.ts'

export const creditRoutes: Routes = [
  {
    method: 'POST',
    path: '/api/v1/invoices/:key/credit/',
    permission: permissionOf(invoice, 'add'),
    creates: invoice,
    summary: 'Drafts a credit note over an invoice or some of its lines.',
    run: credit,
  },
]

interface Creditable {
  readonly line: string
  readonly quantity: string
}

interface Credited {
  readonly id: string
  readonly number: string | null
  readonly kind: string
  readonly status: string
  readonly organization: string
  readonly partner: string
}

const invoiceText = `select i.id, i.number, i.kind, i.status, i.organization_id as organization,
  i.partner_id as partner
from invoice i where i.tenant_id = $1 and i.id = $2 for no key update`

/** What is left of each line, in its unit; drafts of credit notes count. */
const openText = `select l.id as line, trim_scale(round(
  (l.base_quantity - taken.base) * l.quantity / nullif(l.base_quantity, 0), 6))::text as quantity
from invoice_line l
cross join lateral (
  select coalesce(sum(c.base_quantity), 0) as base from invoice_line c
  where c.tenant_id = l.tenant_id and c.credited_line_id = l.id
) taken
where l.tenant_id = $1 and l.invoice_id = $2 and l.base_quantity > taken.base
order by l.position, l.id`

async function credit(ctx: Context, call: Call) {
  const body = isObject(call.body) ? call.body : {}
  const id = await resolveKey(invoice, call.params.key ?? '', ctx)
  const note = await draftCreditNote(id, linesOf(body.lines), body, ctx)
  await tellEvents(ctx)
  return rowAnswer(invoice, note, ctx, 201)
}

function linesOf(given: unknown): readonly Creditable[] | null {
  if (given === undefined || given === null) return null
  const isGood =
    Array.isArray(given) && given.length > 0 && given.every((line) => isObject(line) && line.line)
  if (isGood) return given as readonly Creditable[]
  throw invalid('/lines', 'kit.wrong_type', { expected: 'a list of lines with their quantities' })
}

/** Without lines, over all that is left; gives the id of the draft. */
export async function draftCreditNote(
  id: string,
  wanted: readonly Creditable[] | null,
  body: Readonly<Record<string, unknown>>,
  ctx: Context,
): Promise<string> {
  const [[credited], open] = await Promise.all([
    ctx.rows<Credited>(invoiceText, [ctx.tenantId, id]),
    ctx.rows<Creditable>(openText, [ctx.tenantId, id]),
  ])
  if (!credited || !may(ctx.identity, permissionOf(invoice, 'view'), credited.organization)) {
    throw new Refusal('kit.not_found')
  }
  if (credited.kind === 'credit_note') refuse('sales.credit_of_credit_note')
  if (credited.status !== 'posted') refuse('sales.not_posted', { document: 'The invoice' })
  const lines = (wanted ?? open).filter(({ quantity }) => isPositive(String(quantity ?? '0')))
  if (lines.length === 0) refuse('sales.nothing_to_credit', { number: credited.number })
  const own = new Set(open.map(({ line }) => line))
  const input = {
    organization: credited.organization,
    kind: 'credit_note',
    partner: credited.partner,
    reason: body.reason ?? '',
    ...(body.invoice_date ? { invoice_date: body.invoice_date } : {}),
    lines: lines.map(({ line, quantity }) => {
      if (!own.has(line)) refuse('sales.nothing_to_credit', { number: credited.number })
      return { credited_line: line, quantity }
    }),
  }
  const [note] = await createRows(invoice, [input], ctx)
  return note?.id ?? ''
}
