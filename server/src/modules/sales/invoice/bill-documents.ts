/** Invoices made from whole orders or deliveries, also several at once (DOMAIN 7). */
import { isObject, isUuid } from '#contract/kit/field/value.ts'
import { parseDecimal } from '#contract/kit/decimal.ts'
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { refuse } from '#contract/sales/failures.ts'
import { invoice } from '#contract/sales/invoice.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { rowAnswer } from '#server/kit/http/record-routes.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import { may, mustHave } from '#server/kit/rights.ts'
import { mustBeFaultless, prepare } from '#server/kit/write/prepare.ts'
import { write } from '#server/kit/write/save.ts'
import type { Wish } from './bill-lines.ts'
import { lockBilledOrders } from './billing-sources.ts'
import { wishes } from './complete-invoice.ts'

const permission = permissionOf(invoice, 'add')

export const billingRoutes: Routes = [
  {
    method: 'POST',
    path: '/api/v1/invoices/from-orders/',
    permission,
    creates: invoice,
    summary: 'Drafts one invoice over what is left to be billed of some orders.',
    run: (ctx, call) => bill('orders', ctx, call),
  },
  {
    method: 'POST',
    path: '/api/v1/invoices/from-deliveries/',
    permission,
    creates: invoice,
    summary: 'Drafts one invoice over some shipped deliveries.',
    run: (ctx, call) => bill('deliveries', ctx, call),
  },
]

async function bill(kind: 'orders' | 'deliveries', ctx: Context, call: Call) {
  const body = isObject(call.body) ? call.body : {}
  const ids = idsOf(body[kind], `/${kind}`)
  const [orders, deliveries] = kind === 'orders' ? [ids, []] : [[], ids]
  const behind = kind === 'orders' ? orderBehind(ids, ctx) : deliveryBehind(ids, ctx)
  const locked = lockBilledOrders({ orders, deliveries, orderLines: [], deliveryLines: [] }, ctx)
  const [first] = await Promise.all([behind, locked])
  mustHave(ctx.identity, permission, first.organization)
  const { orders: _, deliveries: __, quantities, ...header } = body
  const faults: Fault[] = []
  const input = { partner: first.partner, ...header, lines: [] }
  const draft = await prepare(invoice, input, 'create', null, first.organization, ctx, faults)
  mustBeFaultless(faults)
  const wish: Wish = { orders, deliveries, quantities: quantitiesOf(quantities), locked }
  wishes.set(draft, wish)
  await write(invoice, [draft], ctx)
  await tellEvents(ctx)
  return rowAnswer(invoice, draft.id, ctx, 201)
}

interface Source {
  readonly id: string
  readonly organization: string
  readonly partner: string
  readonly number: string
  readonly status: string
}

const ordersText = `select id, organization_id as organization, partner_id as partner, number, status
from sales_order where tenant_id = $1 and id = any($2::uuid[])`
const deliveriesText = `select id, organization_id as organization, partner_id as partner, number, status
from delivery where tenant_id = $1 and id = any($2::uuid[])`

/** All must be there and in view; the first says whose invoice it becomes. */
function firstOf(rows: readonly Source[], ids: readonly string[], view: string, ctx: Context): Source {
  const seen = rows.filter(({ organization }) => may(ctx.identity, view, organization))
  const first = seen.find(({ id }) => id === ids[0])
  if (first === undefined || seen.length < ids.length) throw new Refusal('kit.not_found')
  return first
}

async function orderBehind(ids: readonly string[], ctx: Context): Promise<Source> {
  const rows = await ctx.rows<Source>(ordersText, [ctx.tenantId, ids])
  return firstOf(rows, ids, 'sales.view_salesorder', ctx)
}

async function deliveryBehind(ids: readonly string[], ctx: Context): Promise<Source> {
  const rows = await ctx.rows<Source>(deliveriesText, [ctx.tenantId, ids])
  const first = firstOf(rows, ids, 'sales.view_delivery', ctx)
  for (const { number, status, partner } of rows) {
    if (status !== 'shipped') refuse('sales.delivery_not_shipped', { delivery: number })
    if (partner !== first.partner) refuse('sales.other_customer', { order: number })
  }
  return first
}

function idsOf(given: unknown, pointer: string): readonly string[] {
  const isGood =
    Array.isArray(given) &&
    given.length > 0 &&
    given.length <= 100 &&
    given.every((id) => typeof id === 'string' && isUuid(id))
  if (isGood) return [...new Set((given as string[]).map((id) => id.toLowerCase()))]
  throw invalid(pointer, 'kit.wrong_type', { expected: 'a list of 1 to 100 ids' })
}

/** `{order line: quantity in its unit}`. */
function quantitiesOf(given: unknown): ReadonlyMap<string, string> | null {
  if (given === undefined || given === null) return null
  const entries = isObject(given) ? Object.entries(given) : [['', null] as const]
  const quantities = new Map<string, string>()
  for (const [line, value] of entries) {
    const parsed = parseDecimal(value, { places: 6, min: '0' })
    if (!isUuid(line) || !parsed.ok) {
      throw invalid('/quantities', 'kit.wrong_type', { expected: 'a map of order lines to quantities' })
    }
    quantities.set(line.toLowerCase(), parsed.value)
  }
  return quantities
}
