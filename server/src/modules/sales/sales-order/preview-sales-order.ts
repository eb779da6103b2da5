/** Prices, taxes, totals and availability of an order while it is typed; nothing is written. */
import type { Fault } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import { isObject } from '#contract/kit/field/value.ts'
import { type Context, targetOrganization } from '#server/kit/context.ts'
import type { Route } from '#server/kit/http/route.ts'
import type { Draft } from '#server/kit/served.ts'
import { may, mustHave } from '#server/kit/rights.ts'
import { mustBeFaultless, prepare } from '#server/kit/write/prepare.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import {
  type CompletedDocument,
  type CompletedLine,
  completeDocuments,
} from '#server/modules/sales/document/complete-document.ts'
import { availableOf, lastingFor, viewAvailability } from './availability.ts'

export const previewSalesOrder: Route = {
  method: 'POST',
  path: '/api/v1/sales-orders/preview/',
  permission: permissionOf(salesOrder, 'add'),
  summary: 'Works out prices, taxes, totals and availability of an order without saving it.',
  run: async (ctx, call) => ({ status: 200, body: await preview(call.body, ctx) }),
}

async function preview(body: unknown, ctx: Context) {
  const organization = targetOrganization(ctx, isObject(body) ? body.organization : undefined)
  mustHave(ctx.identity, permissionOf(salesOrder, 'add'), organization)
  const faults: Fault[] = []
  const draft = await prepare(salesOrder, body, 'create', null, organization, ctx, faults)
  mustBeFaultless(faults)
  draft.values.order_date ??= businessDayOf(organization, ctx)
  const [completed] = await completeDocuments([draft], 'order_date', ctx)
  if (completed === undefined) return {}
  return show(completed, await availabilityFor(completed, organization, ctx))
}

/** Left out for callers who may not see stock. */
async function availabilityFor({ draft, lines }: CompletedDocument, organization: string, ctx: Context) {
  const { warehouse } = draft.values
  if (typeof warehouse !== 'string' || !may(ctx.identity, viewAvailability, organization)) return null
  const products = lines
    .filter(({ product }) => product.is_inventory_tracked)
    .map(({ product }) => product.id)
  const wanted = lines.map((line) => ({ product: line.product.id, day: dayOf(line, draft) }))
  const [found, lasting] = await Promise.all([
    availableOf([...new Set(products)], [warehouse], ctx),
    lastingFor(draft.values.partner, warehouse, wanted, ctx),
  ])
  const levels = new Map(found.map((row) => [row.product, row]))
  const free = new Map(lasting.map((row) => [`${row.product} ${row.day}`, row.free]))
  return (line: CompletedLine) => ({
    on_hand: levels.get(line.product.id)?.on_hand ?? '0',
    free: free.get(`${line.product.id} ${dayOf(line, draft)}`) ?? levels.get(line.product.id)?.free ?? '0',
  })
}

/** The day for which a line is promised, as it will be reserved. */
const dayOf = (line: CompletedLine, order: Draft) =>
  (line.draft.values.promised_date ?? order.values.delivery_day ?? null) as string | null

type Stock = ((line: CompletedLine) => { on_hand: string; free: string }) | null

const headerFields = [
  'currency',
  'payment_term',
  'billing_address',
  'shipping_address',
  'warehouse',
  'order_date',
  'discount_percent',
  'charge_amount',
  'is_gross',
  'approval_state',
  'lines_total',
  'net_total',
  'tax_total',
  'gross_total',
]

function show({ draft, lines, totals, discount }: CompletedDocument, stock: Stock) {
  return {
    ...Object.fromEntries(headerFields.map((field) => [field, draft.values[field]])),
    highest_discount: discount,
    taxes: totals.groups,
    lines: lines.map((line) => showLine(line, stock)),
  }
}

const lineFields = [
  'position',
  'product',
  'description',
  'quantity',
  'unit',
  'base_quantity',
  'unit_price',
  'price_quantity',
  'price_source',
  'discount_percent',
  'net_amount',
  'tax_percent',
  'supply',
]

function showLine(line: CompletedLine, stock: Stock) {
  const { draft, product, listed, tax } = line
  return {
    ...Object.fromEntries(lineFields.map((field) => [field, draft.values[field]])),
    base_unit: product.base_unit,
    base_unit_name: product.base_unit_name,
    list_price: listed,
    tax: { category: tax.category, percent: tax.tax_percent, why: tax.why, problem: tax.problem },
    availability: stock !== null && product.is_inventory_tracked ? stock(line) : null,
  }
}
