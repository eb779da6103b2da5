/** The open items of a posted invoice, one per instalment, and what a credit note settles (DOMAIN 8). */
import { compare, isZero, smaller, subtract } from '#contract/kit/decimal.ts'
import type { Instalment } from '#contract/contact/payment-term.ts'
import { type DueInstalment, dueInstalments } from '#contract/sales/payment-terms.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { textOf } from '#server/modules/sales/document/draft-values.ts'
import { unawaited } from '#server/platform/database.ts'
import type { CompletedInvoice } from './complete-invoice.ts'

const atOnce: readonly Instalment[] = [{ percent: '100', net_days: 0 }]

export function instalmentsOf({ draft, parties, totals }: CompletedInvoice): DueInstalment[] {
  const isCredit = draft.values.kind === 'credit_note'
  const terms = isCredit ? atOnce : (parties.instalments ?? atOnce)
  const date = textOf(draft, 'invoice_date') ?? ''
  return dueInstalments(terms, { date, payable_amount: totals.payable_amount, places: parties.places })
}

const insertText = `insert into open_item (id, tenant_id, organization_id, legal_entity_id, invoice_id,
  partner_id, instalment, direction, amount, currency_id, due_date, discount_date, discount_amount,
  discounts, created_at, created_by, updated_by)
select r.id, $2, r.organization, r.legal_entity, r.invoice, r.partner, r.instalment, r.direction, r.amount,
  r.currency, r.due_date, r.discount_date, r.discount_amount, r.discounts, $4::timestamptz, $3::uuid, $3::uuid
from jsonb_to_recordset($1::jsonb) as r(id uuid, organization uuid, legal_entity uuid, invoice uuid,
  partner uuid, instalment integer, direction text, amount numeric, currency uuid, due_date date,
  discount_date date, discount_amount numeric, discounts jsonb)`

interface NewItem {
  readonly id: string
  readonly amount: string
}

export async function writeOpenItems(
  posted: readonly { readonly invoice: CompletedInvoice; readonly instalments: readonly DueInstalment[] }[],
  ctx: Context,
): Promise<void> {
  const credits: { note: Draft; item: NewItem }[] = []
  const rows = posted.flatMap(({ invoice: { draft }, instalments }) =>
    instalments
      .filter(({ amount }) => !isZero(amount))
      .map((instalment) => {
        const isCredit = draft.values.kind === 'credit_note'
        const row = rowOf(draft, instalment, isCredit)
        if (isCredit) credits.push({ note: draft, item: row })
        return row
      }),
  )
  const stamp = [ctx.tenantId, ctx.identity.userId, ctx.now.toISOString()]
  if (rows.length > 0) unawaited(ctx.rows(insertText, [JSON.stringify(rows), ...stamp]))
  for (const { note, item } of credits) await settleByCredit(note, item, ctx)
}

function rowOf(draft: Draft, instalment: DueInstalment, isCredit: boolean) {
  const [first] = instalment.discounts
  return {
    id: newId(),
    organization: draft.organizationId,
    legal_entity: draft.values.legal_entity,
    invoice: draft.id,
    partner: draft.values.partner,
    instalment: instalment.number,
    direction: isCredit ? 'payable' : 'receivable',
    amount: instalment.amount,
    currency: draft.values.currency,
    due_date: instalment.due_date,
    discount_date: first?.until ?? null,
    discount_amount: first?.amount ?? null,
    discounts: instalment.discounts,
  }
}

/** Largest due first to go: the last instalment is what a credit takes off first. */
const openText = `select o.id, o.invoice_id as invoice, trim_scale(kontor.open_amount_of(o))::text as open
from open_item o
where o.tenant_id = $1 and o.direction = 'receivable' and o.invoice_id = any(array(
  select b.invoice_id from invoice_line l
  join invoice_line b on b.tenant_id = l.tenant_id and b.id = l.credited_line_id
  where l.tenant_id = $1 and l.invoice_id = $2)::uuid[])
order by o.invoice_id, o.due_date desc, o.id`

const allocateText = `insert into payment_allocation (id, tenant_id, organization_id, open_item_id, kind, amount,
  credit_item_id, invoice_id, created_at, created_by, updated_by)
select r.id, $2, r.organization, r.open_item, 'credit_note', r.amount, r.credit_item, r.invoice,
  $4::timestamptz, $3::uuid, $3::uuid
from jsonb_to_recordset($1::jsonb) as r(id uuid, organization uuid, open_item uuid, amount numeric,
  credit_item uuid, invoice uuid)`

/** Lowers what is open of the credited invoices; what they no longer owe stays open on the credit note. */
async function settleByCredit(note: Draft, item: NewItem, ctx: Context): Promise<void> {
  const open = await ctx.rows<{ id: string; invoice: string; open: string }>(openText, [
    ctx.tenantId,
    note.id,
  ])
  let rest = item.amount
  const rows = open.flatMap((entry) => {
    const amount = smaller(entry.open, rest)
    if (compare(amount, '0') <= 0) return []
    rest = subtract(rest, amount)
    const { id: open_item, invoice } = entry
    return [
      { id: newId(), organization: note.organizationId, open_item, amount, credit_item: item.id, invoice },
    ]
  })
  if (rows.length === 0) return
  await ctx.rows(allocateText, [
    JSON.stringify(rows),
    ctx.tenantId,
    ctx.identity.userId,
    ctx.now.toISOString(),
  ])
}
