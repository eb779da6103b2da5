/** Completes a draft invoice or credit note from what it bills or corrects: lines, taxes, totals. */
import { refuse } from '#contract/sales/failures.ts'
import { canonical } from '#contract/kit/decimal.ts'
import { invalid } from '#contract/kit/failure.ts'
import type { Denial } from '#contract/kit/outcome.ts'
import { type DocumentTotals, documentTotals } from '#contract/sales/document-totals.ts'
import type { FrozenReference } from '#contract/sales/frozen-invoice.ts'
import type { TaxTotal } from '#contract/sales/invoice.ts'
import type { TaxFault } from '#contract/sales/tax-determination.ts'
import type { TaxCategory } from '#contract/sales/tax-key.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { businessDayOf, stateLegalEntity } from '#server/modules/sales/document/business-day.ts'
import { linesOf, numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { lockOrdersOf } from '#server/modules/sales/sales-order/order-progress.ts'
import { type BilledLine, type Wish, sentLines, wishedLines } from './bill-lines.ts'
import { type BilledOrder, type BillingSources, billingSources } from './billing-sources.ts'
import { creditLines, creditSources } from './credit-lines.ts'
import { type InvoiceParties, partiesOf } from './invoice-parties.ts'
import { pricedOf, type Share, sharesOfCredits, sharesOfOrders } from './invoice-shares.ts'
import { codesOf, taxLines } from './line-taxes.ts'

export interface LineReferences {
  readonly order: FrozenReference | null
  readonly delivery: FrozenReference | null
  readonly sku: string | null
}

export interface CompletedInvoice {
  readonly draft: Draft
  readonly parties: InvoiceParties
  readonly totals: DocumentTotals
  readonly taxes: readonly TaxTotal[]
  readonly shares: readonly Share[]
  readonly denied: readonly Denial<TaxFault>[]
  readonly references: ReadonlyMap<string, LineReferences>
  readonly customerReferences: readonly string[]
  readonly preceding: readonly FrozenReference[]
  readonly orders: readonly string[]
}

/** Invoices made from whole documents say here what they bill; their lines are made while completing. */
export const wishes = new WeakMap<Draft, Wish>()

const nothing = { orders: [], deliveries: [], orderLines: [], deliveryLines: [] }

export function completeInvoice(draft: Draft, ctx: Context): Promise<CompletedInvoice> {
  return draft.values.kind === 'credit_note' ? completeCredit(draft, ctx) : completeBill(draft, ctx)
}

async function completeBill(draft: Draft, ctx: Context): Promise<CompletedInvoice> {
  const wish = wishes.get(draft)
  const named = (field: string) => linesOf(draft).flatMap((line) => textOf(line, field) ?? [])
  const wanted = wish
    ? { ...nothing, orders: wish.orders, deliveries: wish.deliveries }
    : { ...nothing, orderLines: named('sales_order_line'), deliveryLines: named('delivery_line') }
  const sources = await billingSources(wanted, [draft.id], ctx, wish?.locked)
  const orders = [...sources.orders.values()]
  if (orders.length === 0) refuse('sales.nothing_to_invoice')
  completeHeader(draft, orders)
  const day = textOf(draft, 'invoice_date') ?? businessDayOf(draft.organizationId ?? '', ctx)
  const shipTo = shipToOf(sources)
  const [parties, known] = await Promise.all([
    mustKnowParties(draft, shipTo, day, ctx),
    // Those of the seat and of the customer are mostly among them.
    codesOf(countriesOf(sources), ctx),
  ])
  const billed = wish ? wishedLines(draft, wish, sources) : sentLines(draft, sources)
  const { codes, denied } = await taxLines(billed, parties, day, known, ctx)
  const shares = sharesOfOrders(billed, sources, parties.places)
  const exemptions = (line: Draft) => {
    const code = codes.get(String(line.values.tax_rate))
    return { code: code?.exemption_code ?? null, text: code?.exemption_text ?? null }
  }
  const { totals, taxes } = settle(draft, shares, parties.places, exemptions)
  return {
    draft,
    parties,
    totals,
    taxes,
    shares,
    denied,
    references: referencesOf(billed),
    customerReferences: [...new Set(orders.map((order) => order.customer_reference).filter(Boolean))],
    preceding: [],
    orders: orders.map(({ id }) => id),
  }
}

/** One invoice has one customer, company, currency and kind of price; other terms are the first order's. */
function completeHeader(draft: Draft, orders: readonly BilledOrder[]): void {
  const { values } = draft
  const [first] = orders
  values.currency ??= first?.currency ?? null
  for (const order of orders) {
    if (order.status === 'draft' || order.status === 'cancelled') {
      const record = 'sales.sales_order'
      refuse('sales.order_not_confirmed', { record, order: order.number, status: order.status })
    }
    if (order.partner !== values.partner) refuse('sales.other_customer', { order: order.number })
    const isOther =
      order.organization !== draft.organizationId ||
      order.currency !== values.currency ||
      order.is_gross !== first?.is_gross
    if (isOther) refuse('sales.other_terms', { order: order.number })
  }
  values.is_gross = first?.is_gross ?? 'net'
  values.billing_address ??= first?.billing_address ?? null
  values.payment_term ??= first?.payment_term ?? null
  const percents = new Set(orders.map((order) => order.discount_percent))
  values.discount_percent = percents.size === 1 ? first?.discount_percent : '0'
}

function shipToOf(sources: BillingSources): string | null {
  const shipped = [...sources.deliveries.values()].map(({ shipping_address }) => shipping_address)
  const ordered = [...sources.orders.values()].map(({ shipping_address }) => shipping_address)
  const places = new Set((shipped.length > 0 ? shipped : ordered).filter((place) => place !== null))
  return places.size === 1 ? ([...places][0] ?? null) : null
}

const countriesOf = ({ orders, deliveries }: BillingSources) =>
  [...orders.values(), ...deliveries.values()].flatMap(({ ship_from, ship_to }) => [ship_from, ship_to])

async function mustKnowParties(draft: Draft, shipTo: string | null, day: string, ctx: Context) {
  const question = {
    legalEntity: stateLegalEntity(draft, ctx),
    partner: textOf(draft, 'partner') ?? '',
    billingAddress: textOf(draft, 'billing_address'),
    shippingAddress: shipTo,
    paymentTerm: textOf(draft, 'payment_term'),
    currency: textOf(draft, 'currency'),
    day,
  }
  const parties = await partiesOf(question, ctx)
  if (parties !== null) return parties
  throw invalid('/partner', 'kit.reference_missing', { record: 'contact.partner' })
}

async function completeCredit(draft: Draft, ctx: Context): Promise<CompletedInvoice> {
  const named = linesOf(draft).flatMap((line) => textOf(line, 'credited_line') ?? [])
  const sources = await creditSources(named, [draft.id], ctx)
  const invoices = [...sources.invoices.values()]
  const lines = creditLines(draft, sources)
  const [first] = invoices
  if (first === undefined) refuse('sales.nothing_to_credit', { number: '' })
  for (const invoice of invoices) {
    if (invoice.currency !== first?.currency || invoice.is_gross !== first.is_gross) {
      refuse('sales.other_terms', { order: invoice.number })
    }
  }
  const { values } = draft
  Object.assign(values, { currency: first?.currency, is_gross: first?.is_gross, discount_percent: '0' })
  values.billing_address ??= first?.billing_address ?? null
  values.payment_term ??= first?.payment_term ?? null
  values.credits = invoices.length === 1 ? (first?.id ?? null) : null
  const day = textOf(draft, 'invoice_date') ?? businessDayOf(draft.organizationId ?? '', ctx)
  const parties = await mustKnowParties(draft, null, day, ctx)
  // Their progress changes with posting, also where they have neither discount nor charge to give back.
  const orders = await lockOrdersOf(
    lines.flatMap(({ line }) => (line.sales_order_line === null ? [] : [String(line.sales_order_line)])),
    ctx,
  )
  const shares = sharesOfCredits(lines, sources, parties.places)
  const invoiceOf = new Map(lines.map(({ draft: line, invoice }) => [line.id, invoice]))
  const exemptions = (line: Draft) => {
    const tax = invoiceOf.get(line.id)?.taxes.find(({ code }) => code === line.values.tax_code)
    return { code: tax?.exemption_code ?? null, text: tax?.exemption_text ?? null }
  }
  const { totals, taxes } = settle(draft, shares, parties.places, exemptions)
  const references = lines.map(({ draft: line, invoice, line: credited }): [string, LineReferences] => {
    const { order = null, delivery = null } = invoice.frozen_lines[credited.id] ?? {}
    return [line.id, { order, delivery, sku: credited.sku }]
  })
  return {
    draft,
    parties,
    totals,
    taxes,
    shares,
    denied: [],
    references: new Map(references),
    customerReferences: [],
    preceding: invoices.map(({ number, invoice_date }) => ({ number, date: invoice_date })),
    orders,
  }
}

type Exemption = { readonly code: string | null; readonly text: Readonly<Record<string, string>> | null }

/** Totals by the formulas of EN 16931, written on lines and header. */
function settle(
  draft: Draft,
  shares: readonly Share[],
  places: number,
  exemptionOf: (line: Draft) => Exemption,
): { totals: DocumentTotals; taxes: TaxTotal[] } {
  const lines = linesOf(draft)
  const totals = documentTotals({
    places,
    is_gross: draft.values.is_gross === 'gross',
    lines: lines.map((line) => ({
      ...pricedOf(line),
      category: line.values.en16931_category as TaxCategory,
      tax_percent: numberOf(line, 'tax_percent'),
      exemption_code: exemptionOf(line).code,
    })),
    adjustments: shares.map(({ kind, amount }) => ({ kind, amount })),
  })
  for (const [index, line] of lines.entries()) line.values.net_amount = totals.lines[index]?.net ?? '0'
  const taxes = totals.groups.map((group): TaxTotal => {
    const line = lines.find(({ values }) => isOfGroup(values, group))
    const exemption = line === undefined ? { code: null, text: null } : exemptionOf(line)
    return {
      category: group.category,
      rate: group.tax_percent,
      code: line === undefined ? '' : (textOf(line, 'tax_code') ?? ''),
      net: group.net,
      tax: group.tax,
      exemption_code: exemption.code,
      exemption_text: exemption.text,
    }
  })
  Object.assign(draft.values, {
    lines_total: totals.line_total,
    allowance_total: totals.allowance_total,
    charge_total: totals.charge_total,
    charge_amount: totals.charge_total,
    net_total: totals.net_total,
    tax_total: totals.tax_total,
    gross_total: totals.gross_total,
    taxes,
  })
  return { totals, taxes }
}

function isOfGroup(
  values: Readonly<Record<string, unknown>>,
  group: { readonly category: string; readonly tax_percent: string },
): boolean {
  return (
    values.en16931_category === group.category && canonical(String(values.tax_percent)) === group.tax_percent
  )
}

function referencesOf(billed: readonly BilledLine[]): Map<string, LineReferences> {
  return new Map(
    billed.map(({ draft, order, line, delivery }): [string, LineReferences] => [
      draft.id,
      {
        order: { number: order.number, date: order.order_date },
        delivery: delivery === null ? null : { number: delivery.number, date: delivery.supply_date },
        sku: line.sku,
      },
    ]),
  )
}
