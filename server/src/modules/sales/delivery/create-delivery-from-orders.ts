/** Makes one delivery of what several orders of a customer have reserved. */
import { isPositive, smaller } from '#contract/kit/decimal.ts'
import { checkValue } from '#contract/kit/field/check.ts'
import { isObject, isUuid } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { delivery } from '#contract/sales/delivery.ts'
import { deliveryLine } from '#contract/sales/delivery-line.ts'
import { refuse } from '#contract/sales/failures.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import type { Context } from '#server/kit/context.ts'
import { rowAnswer } from '#server/kit/http/record-routes.ts'
import type { Route } from '#server/kit/http/route.ts'
import { may, mustHave } from '#server/kit/rights.ts'
import { createRows } from '#server/kit/write/save.ts'
import { type DeliverableLine, deliverableLinesOf } from './deliverable-lines.ts'

export const createDeliveryFromOrders: Route = {
  method: 'POST',
  path: '/api/v1/deliveries/from-orders/',
  permission: permissionOf(delivery, 'add'),
  creates: delivery,
  summary: 'Creates a delivery of what orders of one customer have reserved: {orders, quantities?}.',
  run: async (ctx, call) => {
    const [draft] = await createRows(delivery, [await deliveryOf(call.body, ctx)], ctx)
    return rowAnswer(delivery, draft?.id ?? '', ctx, 201)
  },
}

type Quantities = Readonly<Record<string, string>>

async function deliveryOf(body: unknown, ctx: Context): Promise<unknown> {
  const orders = ordersIn(body)
  const quantities = quantitiesIn(body)
  const lines = await deliverableLinesOf(orders, ctx)
  mustBeThere(orders, lines, ctx)
  const [first] = lines
  if (first === undefined) return refuse('sales.nothing_to_deliver')
  if (!lines.every((line) => isAlike(line, first))) refuse('sales.orders_differ')
  const chosen = lines.flatMap((line) => wish(line, quantities))
  if (chosen.length === 0) refuse('sales.nothing_to_deliver')
  return {
    organization: first.organization,
    partner: first.partner,
    shipping_address: first.shipping_address,
    warehouse: first.warehouse,
    planned_date: isObject(body) ? body.planned_date : undefined,
    lines: chosen,
  }
}

function ordersIn(body: unknown): readonly string[] {
  const orders = isObject(body) ? body.orders : undefined
  const isGood =
    Array.isArray(orders) &&
    orders.length > 0 &&
    orders.length <= 100 &&
    orders.every((id) => typeof id === 'string' && isUuid(id))
  if (isGood) return [...new Set((orders as string[]).map((id) => id.toLowerCase()))]
  throw faulty({
    pointer: '/orders',
    code: 'kit.wrong_type',
    parameters: { expected: 'a list of 1 to 100 ids' },
  })
}

/** By order line, in base unit; lines left out are not delivered. Null: everything that is reserved. */
function quantitiesIn(body: unknown): Quantities | null {
  const given = isObject(body) ? body.quantities : undefined
  if (given === undefined || given === null) return null
  if (!isObject(given)) {
    throw faulty({ pointer: '/quantities', code: 'kit.wrong_type', parameters: { expected: 'an object' } })
  }
  const entries = Object.entries(given).map(([line, quantity]): [string, string] => {
    const verdict = checkValue(quantity, deliveryLine.fields.quantity)
    if ('code' in verdict) throw faulty({ pointer: `/quantities/${line}`, ...verdict })
    return [line.toLowerCase(), String(verdict.value)]
  })
  return Object.fromEntries(entries)
}

const faulty = (fault: Fault) => new Refusal('kit.invalid', {}, [fault])

function mustBeThere(orders: readonly string[], lines: readonly DeliverableLine[], ctx: Context): void {
  for (const [index, order] of orders.entries()) {
    const line = lines.find((candidate) => candidate.order === order)
    if (line !== undefined && may(ctx.identity, permissionOf(salesOrder, 'view'), line.organization)) {
      mustHave(ctx.identity, permissionOf(delivery, 'add'), line.organization)
      continue
    }
    const parameters = { record: 'sales.sales_order' }
    throw faulty({ pointer: `/orders/${index}`, code: 'kit.reference_missing', parameters })
  }
}

const isAlike = (one: DeliverableLine, other: DeliverableLine): boolean =>
  one.partner === other.partner &&
  one.shipping_address === other.shipping_address &&
  one.warehouse === other.warehouse &&
  one.organization === other.organization

function wish(line: DeliverableLine, quantities: Quantities | null) {
  const isStocked = line.supply !== 'none'
  const ready = isStocked ? smaller(line.free, line.deliverable) : line.deliverable
  const quantity = quantities === null ? (line.supply === 'drop_shipment' ? '0' : ready) : quantities[line.id]
  if (quantity === undefined || !isPositive(quantity)) return []
  return [{ sales_order_line: line.id, quantity }]
}
