/** Makes the lines of a credit note from lines of posted invoices, with their own tax code (DOMAIN 9, 13). */
import { compare, fixed, quotient, subtract, sum } from '#contract/kit/decimal.ts'
import { invalid } from '#contract/kit/failure.ts'
import type { FrozenLine } from '#contract/sales/frozen-invoice.ts'
import { refuse } from '#contract/sales/failures.ts'
import type { TaxTotal } from '#contract/sales/invoice.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { linesOf, textOf } from '#server/modules/sales/document/draft-values.ts'

export interface CreditedInvoice {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly status: string
  readonly organization: string
  readonly partner: string
  readonly currency: string
  readonly is_gross: string
  readonly billing_address: string | null
  readonly payment_term: string | null
  readonly invoice_date: string
  readonly lines_total: string
  readonly taxes: readonly TaxTotal[]
  readonly frozen_lines: Readonly<Record<string, FrozenLine>>
}

/** The stored values of an invoice line, and what other credit notes take back of it. */
export interface CreditedLine extends Readonly<Record<string, unknown>> {
  readonly id: string
  readonly invoice: string
  readonly sku: string
  readonly quantity: string
  readonly base_quantity: string
  readonly credited: string
  readonly credited_net: string
}

export interface CreditedAdjustment {
  readonly id: string
  readonly invoice: string
  readonly order: string
  readonly kind: 'allowance' | 'charge'
  readonly percent: string | null
  readonly amount: string
  readonly credited: string
}

export interface CreditSources {
  readonly invoices: ReadonlyMap<string, CreditedInvoice>
  readonly lines: ReadonlyMap<string, CreditedLine>
  readonly adjustments: readonly CreditedAdjustment[]
}

const invoicesText = `select i.id, i.number, i.kind, i.status, i.organization_id as organization,
  i.partner_id as partner, i.currency_id as currency, i.is_gross, i.billing_address_id as billing_address,
  i.payment_term_id as payment_term, i.invoice_date, trim_scale(i.lines_total)::text as lines_total, i.taxes,
  coalesce(i.frozen->'lines', '{}') as frozen_lines
from invoice i where i.tenant_id = $1 and i.id = any(array(
  select l.invoice_id from invoice_line l where l.tenant_id = $1 and l.id = any($2::uuid[]))::uuid[])
order by i.id for no key update`

const others = `join invoice n on n.tenant_id = c.tenant_id and n.id = c.invoice_id
    where c.tenant_id = $1 and n.id <> all($3::uuid[])`

const linesText = `select l.id, l.invoice_id as invoice, p.sku, l.sales_order_line_id as sales_order_line,
  l.delivery_line_id as delivery_line, l.product_id as product, l.description,
  trim_scale(l.quantity)::text as quantity, l.unit_id as unit,
  trim_scale(l.base_quantity)::text as base_quantity, trim_scale(l.unit_price)::text as unit_price,
  trim_scale(l.price_quantity)::text as price_quantity,
  trim_scale(l.discount_percent)::text as discount_percent, l.tax_rate_id as tax_rate, l.tax_code,
  l.en16931_category, trim_scale(l.tax_percent)::text as tax_percent, l.tax_reasons, l.supply_date,
  trim_scale(taken.base)::text as credited, trim_scale(taken.net)::text as credited_net
from invoice_line l
join product p on p.tenant_id = l.tenant_id and p.id = l.product_id
cross join lateral (
  select coalesce(sum(c.base_quantity), 0) as base, coalesce(sum(c.net_amount), 0) as net
  from invoice_line c ${others} and c.credited_line_id = l.id
) taken
where l.tenant_id = $1 and l.invoice_id = any($2::uuid[]) order by l.invoice_id, l.position, l.id`

const adjustmentsText = `select a.id, a.invoice_id as invoice, a.sales_order_id as "order", a.kind,
  trim_scale(a.percent)::text as percent, trim_scale(a.amount)::text as amount,
  trim_scale((select coalesce(sum(c.amount), 0) from invoice_adjustment c ${others}
    and c.credited_adjustment_id = a.id))::text as credited
from invoice_adjustment a where a.tenant_id = $1 and a.invoice_id = any($2::uuid[]) order by a.id`

/** Locks the invoices by id, so that two credit notes never take back the same. */
export async function creditSources(
  lines: readonly string[],
  ownNotes: readonly string[],
  ctx: Context,
): Promise<CreditSources> {
  const invoices = await ctx.rows<CreditedInvoice>(invoicesText, [ctx.tenantId, lines])
  const values = [ctx.tenantId, invoices.map(({ id }) => id), ownNotes]
  const [found, adjustments] = await Promise.all([
    ctx.rows<CreditedLine>(linesText, values),
    ctx.rows<CreditedAdjustment>(adjustmentsText, values),
  ])
  return {
    invoices: new Map(invoices.map((row) => [row.id, row])),
    lines: new Map(found.map((row) => [row.id, row])),
    adjustments,
  }
}

export interface CreditLine {
  readonly draft: Draft
  readonly line: CreditedLine
  readonly invoice: CreditedInvoice
}

const copied = [
  'sales_order_line',
  'delivery_line',
  'product',
  'description',
  'unit',
  'unit_price',
  'price_quantity',
  'discount_percent',
  'tax_rate',
  'tax_code',
  'en16931_category',
  'tax_percent',
  'tax_reasons',
  'supply_date',
] as const

export function creditLines(document: Draft, sources: CreditSources): CreditLine[] {
  const taken = new Map<string, string>()
  return linesOf(document).map((draft, index) => {
    const line = sources.lines.get(textOf(draft, 'credited_line') ?? '')
    const invoice = sources.invoices.get(line?.invoice ?? '')
    if (line === undefined || invoice === undefined) {
      throw invalid(`/lines/${index}`, 'sales.line_without_source')
    }
    mustBeCreditable(document, invoice)
    const before = taken.get(line.id) ?? '0'
    const base = fillLine(draft, line, before)
    taken.set(line.id, sum([before, base]))
    return { draft, line, invoice }
  })
}

function mustBeCreditable(document: Draft, invoice: CreditedInvoice): void {
  if (invoice.kind === 'credit_note') refuse('sales.credit_of_credit_note')
  if (invoice.status !== 'posted') refuse('sales.not_posted', { document: invoice.number ?? 'The invoice' })
  if (invoice.partner !== document.values.partner) refuse('sales.other_customer', { order: invoice.number })
  if (invoice.organization !== document.organizationId) refuse('sales.other_terms', { order: invoice.number })
}

/** Gives the base quantity that is taken back; the last credit takes the rest. */
function fillLine(draft: Draft, line: CreditedLine, takenHere: string): string {
  const { values } = draft
  for (const field of copied) if (field !== 'description' || !values.description) values[field] = line[field]
  const open = subtract(subtract(line.base_quantity, line.credited), takenHere)
  const quantity = textOf(draft, 'quantity') ?? '0'
  const typedOpen = quotient([open, line.quantity], [line.base_quantity], 6)
  const isRest = compare(typedOpen, quantity) === 0
  const base = isRest ? open : fixed(quotient([quantity, line.base_quantity], [line.quantity], 6), 6)
  if (compare(base, open) > 0) {
    refuse('sales.more_than_invoiced', { product: line.sku, open: typedOpen, wanted: quantity })
  }
  values.base_quantity = base
  return base
}
