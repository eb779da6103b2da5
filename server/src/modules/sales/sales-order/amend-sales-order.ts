/** Amends confirmed orders: a new version, never below what was delivered or invoiced, reserved anew (DOMAIN 7). */
import { isObject } from '#contract/kit/field/value.ts'
import type { Fault } from '#contract/kit/failure.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import { action, type Moving } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { mustBeFaultless, prepare } from '#server/kit/write/prepare.ts'
import { completeDocuments } from '#server/modules/sales/document/complete-document.ts'
import {
  mustBeWithinLimit,
  mustBePriced,
  mustHaveLines,
} from '#server/modules/sales/document/document-guards.ts'
import { keepVersions } from '#server/modules/sales/document/document-versions.ts'
import { linesOf } from '#server/modules/sales/document/draft-values.ts'
import { type Amendment, emptiedLines, faultsOfKept, faultsOfQuantities, wantedAfter } from './amend-lines.ts'
import { mustHaveCredit } from './credit-limit.ts'
import { quantitiesOf } from './order-quantities.ts'
import { reserveLines } from './reserve-orders.ts'

/** What a confirmed order may still say otherwise; all else follows from what was agreed. */
const amendable = new Set([
  'lines',
  'delivery_day',
  'is_complete_only',
  'customer_reference',
  'discount_percent',
  'charge_amount',
  'payment_term',
  'billing_address',
  'notes',
])

export const amendSalesOrder = action(salesOrder, 'amend', async (orders, ctx, body) => {
  const ids = orders.map(({ id }) => id)
  const [, quantities] = await Promise.all([keepVersions(salesOrder, ids, ctx), quantitiesOf(ids, ctx)])
  const amendments: Amendment[] = []
  for (const before of orders) amendments.push({ before, after: await merge(before, body, ctx) })
  const amended = amendments.map(({ after }) => after)
  mustBeFaultless(amendments.flatMap(faultsOfKept))
  await completeDocuments(amended, 'order_date', ctx)
  mustBeFaultless(amendments.flatMap((amendment) => faultsOfQuantities(amendment, quantities)))
  for (const order of amended) {
    mustHaveLines(order)
    mustBePriced(order)
    mustBeWithinLimit(order)
  }
  await mustHaveCredit(amended, body, ctx)
  await reserveLines(
    amendments.flatMap((amendment) => wantedAfter(amendment, quantities)),
    ctx,
  )
  for (const [index, order] of orders.entries()) takeOver(order, amendments[index] as Amendment, quantities)
})

/** The order as the client wants it, checked like any change of a draft. */
async function merge(order: Moving, body: unknown, ctx: Context): Promise<Draft> {
  const { accept_credit_risk: _, ids: __, ...changes } = isObject(body) ? body : {}
  const faults: Fault[] = Object.keys(changes)
    .filter((field) => Object.hasOwn(salesOrder.fields, field) && !amendable.has(field))
    .filter((field) => salesOrder.fields[field as keyof typeof salesOrder.fields].mode !== 'server')
    .map((field) => ({ pointer: `/${field}`, code: 'sales.amend_fixed' }))
  const stored = {
    row: order.before ?? {},
    lines: { lines: linesOf(order).map((line) => line.before ?? {}) },
  }
  const draft = await prepare(salesOrder, changes, 'patch', stored, order.organizationId, ctx, faults)
  mustBeFaultless(faults)
  return draft
}

type Quantities = Parameters<typeof emptiedLines>[1]

function takeOver(order: Moving, amendment: Amendment, quantities: Quantities): void {
  const { after } = amendment
  const emptied = emptiedLines(amendment, quantities)
  Object.assign(order.values, after.values, { revision: Number(order.values.revision) + 1 })
  order.lines.lines = [...linesOf(after), ...emptied]
}
