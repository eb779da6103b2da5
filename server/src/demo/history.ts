/** Twelve months of the demo workshop: goods come in, orders are taken, shipped, billed and mostly paid. */
import { addDays, dateIn } from '#contract/kit/dates.ts'
import { goodsReceipt } from '#contract/inventory/goods-receipt.ts'
import { delivery } from '#contract/sales/delivery.ts'
import { invoice } from '#contract/sales/invoice.ts'
import { payment } from '#contract/sales/payment.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import { moveRecords } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { createRows } from '#server/kit/write/save.ts'
import type { DemoProduct } from './catalogue.ts'
import type { DemoCustomer } from './customers.ts'
import type { Random } from './random.ts'
import { make, move, type Scene } from './scene.ts'

export interface Cast {
  readonly root: string
  readonly warehouse: string
  /** Where the workshop puts what it receives. */
  readonly bins: readonly string[]
  readonly products: readonly DemoProduct[]
  readonly customers: readonly DemoCustomer[]
  readonly suppliers: readonly string[]
}

const ordersAMonth = 9
/** After these months PostgreSQL looks at the tables anew: its plans for empty ones are slow by now. */
const learnAfter = [0, 1, 4]

/** `months` are the instants at which each month's business is done, oldest first. */
export async function makeHistory(
  scene: Scene,
  cast: Cast,
  months: readonly Date[],
  random: Random,
  learn: () => Promise<unknown>,
): Promise<void> {
  let owed: readonly Owed[] = []
  for (const [index, now] of months.entries()) {
    const isLast = index === months.length - 1
    await scene.at(now, async (ctx) => {
      owed = await payMost(owed, cast, random, ctx)
      if (index % 3 === 0) await receiveGoods(cast, index, random, ctx)
      const orders = await takeOrders(cast, random, ctx)
      if (isLast) return leaveWork(orders, cast, random, ctx)
      const won = await winOrders(await offer(cast, 1, random, ctx), ctx)
      const shipped = await ship(await pick([...orders, ...(await confirm(won, ctx))], cast, ctx), ctx)
      owed = [...owed, ...(await bill(shipped, cast, ctx))]
    })
    if (learnAfter.includes(index)) await learn()
  }
}

/** This month's work stands at every step: some of it is done, some waits for somebody. */
async function leaveWork(orders: readonly Taken[], cast: Cast, random: Random, ctx: Context): Promise<void> {
  const shipped = await ship(await pick(orders.slice(0, 4), cast, ctx), ctx)
  await bill(shipped.slice(0, 2), cast, ctx)
  await draftInvoices(shipped.slice(2, 3), cast, ctx)
  await pick(orders.slice(4, 6), cast, ctx)
  await createRows(salesOrder, [documentFor(cast, random), documentFor(cast, random)], ctx)
  await confirm(await draftOrders([orderOfMoreThanThereIs(cast, random)], ctx), ctx)
  await winOrders((await offer(cast, 1, random, ctx)).slice(0, 1), ctx)
  await offer(cast, 3, random, ctx)
  await offer(cast, 6, random, ctx, addDays(dateIn('Europe/Berlin', ctx.now), 3))
}

function orderOfMoreThanThereIs(cast: Cast, random: Random) {
  const product = cast.products.findLast(({ isStocked }) => isStocked)
  return { ...documentFor(cast, random), lines: [{ product: product?.id, quantity: '480' }] }
}

async function receiveGoods(cast: Cast, month: number, random: Random, ctx: Context): Promise<void> {
  const least = month === 0 ? 50 : 8
  const lines = cast.products
    .filter(({ isStocked }) => isStocked)
    .map(({ id }, index) => ({
      product: id,
      quantity: String(least + random.whole(0, 20)),
      unit: 'EA',
      location: cast.bins[index % cast.bins.length],
    }))
  const receipt = {
    warehouse: cast.warehouse,
    partner: random.pick(cast.suppliers),
    reference: `LS ${random.whole(1000, 9999)}`,
    lines,
  }
  const ids = await make(goodsReceipt, [receipt], ctx)
  const posting = { received_at: ctx.now.toISOString() }
  await moveRecords(
    goodsReceipt,
    'post',
    ids.map((id) => ({ id, version: null })),
    posting,
    ctx,
  )
  await tellEvents(ctx)
}

function documentFor(cast: Cast, random: Random) {
  const customer = random.pick(cast.customers)
  const count = customer.isShop ? random.whole(3, 8) : random.whole(1, 3)
  const products = new Set(Array.from({ length: count }, () => random.pick(cast.products).id))
  const quantity = () => String(customer.isShop ? random.whole(2, 12) : random.whole(1, 2))
  return {
    organization: cast.root,
    partner: customer.id,
    warehouse: cast.warehouse,
    customer_reference: customer.isShop ? `B-${random.whole(10_000, 99_999)}` : '',
    lines: [...products].map((product) => ({ product, quantity: quantity() })),
  }
}

/** So many days of the weeks before today, the earliest first: numbers and days then run alike. */
function daysBefore(count: number, most: number, random: Random, ctx: Context): readonly string[] {
  const today = dateIn('Europe/Berlin', ctx.now)
  return Array.from({ length: count }, () => addDays(today, -random.whole(0, most))).toSorted()
}

interface Taken {
  readonly id: string
  readonly partner: string
  readonly lines: readonly { readonly id: string; readonly quantity: string }[]
}

async function takeOrders(cast: Cast, random: Random, ctx: Context): Promise<readonly Taken[]> {
  const days = daysBefore(ordersAMonth, 18, random, ctx)
  const bodies = days.map((order_date) => ({ ...documentFor(cast, random), order_date }))
  return confirm(await draftOrders(bodies, ctx), ctx)
}

async function draftOrders(bodies: readonly object[], ctx: Context): Promise<readonly Taken[]> {
  const drafts = await createRows(salesOrder, bodies, ctx)
  await tellEvents(ctx)
  return drafts.map((draft) => ({
    id: draft.id,
    partner: String(draft.values.partner),
    lines: (draft.lines.lines ?? []).map((line) => ({
      id: line.id,
      quantity: String(line.values.base_quantity),
    })),
  }))
}

async function confirm(orders: readonly Taken[], ctx: Context): Promise<readonly Taken[]> {
  await move(
    salesOrder,
    'confirm',
    orders.map(({ id }) => id),
    ctx,
  )
  return orders
}

const wonText = `select o.id, o.partner_id as partner, json_agg(json_build_object('id', l.id,
  'quantity', trim_scale(l.base_quantity)::text) order by l.position) as lines
from quotation q join sales_order o on o.tenant_id = q.tenant_id and o.id = q.sales_order_id
join sales_order_line l on l.tenant_id = o.tenant_id and l.sales_order_id = o.id
where q.tenant_id = $1 and q.id = any($2::uuid[]) group by o.id, o.partner_id order by o.id`

/** The customers accept; each quotation becomes an order, still a draft. */
async function winOrders(quotations: readonly string[], ctx: Context): Promise<readonly Taken[]> {
  await move(quotation, 'accept', quotations, ctx)
  return ctx.rows<{ id: string; partner: string; lines: Taken['lines'] }>(wonText, [ctx.tenantId, quotations])
}

interface Shipped {
  readonly id: string
  readonly partner: string
}

async function pick(orders: readonly Taken[], cast: Cast, ctx: Context): Promise<readonly Shipped[]> {
  const bodies = orders.map(({ partner, lines }) => ({
    organization: cast.root,
    partner,
    warehouse: cast.warehouse,
    lines: lines.map(({ id, quantity }) => ({ sales_order_line: id, quantity })),
  }))
  const ids = await make(delivery, bodies, ctx)
  await move(delivery, 'ready', ids, ctx)
  return ids.map((id, index) => ({ id, partner: orders[index]?.partner ?? '' }))
}

async function ship(picked: readonly Shipped[], ctx: Context): Promise<readonly Shipped[]> {
  const shipping = { shipped_at: ctx.now.toISOString() }
  await moveRecords(
    delivery,
    'ship',
    picked.map(({ id }) => ({ id, version: null })),
    shipping,
    ctx,
  )
  await tellEvents(ctx)
  return picked
}

const deliveredText = `select l.id, l.delivery_id, trim_scale(l.quantity)::text as quantity from delivery_line l
where l.tenant_id = $1 and l.delivery_id = any($2::uuid[]) order by l.delivery_id, l.position`
const openText = `select i.id, i.invoice_id, i.partner_id, trim_scale(i.amount)::text as amount from open_item i
where i.tenant_id = $1 and i.invoice_id = any($2::uuid[]) order by i.id`

async function draftInvoices(
  shipped: readonly Shipped[],
  cast: Cast,
  ctx: Context,
): Promise<readonly string[]> {
  const lines = await ctx.rows<{ id: string; delivery_id: string; quantity: string }>(deliveredText, [
    ctx.tenantId,
    shipped.map(({ id }) => id),
  ])
  const bodies = shipped.map(({ id, partner }) => ({
    organization: cast.root,
    partner,
    lines: lines
      .filter((line) => line.delivery_id === id)
      .map((line) => ({ delivery_line: line.id, quantity: line.quantity })),
  }))
  return make(invoice, bodies, ctx)
}

interface Owed {
  readonly id: string
  readonly partner_id: string
  readonly amount: string
}

async function bill(shipped: readonly Shipped[], cast: Cast, ctx: Context): Promise<readonly Owed[]> {
  const ids = await draftInvoices(shipped, cast, ctx)
  await move(invoice, 'post', ids, ctx)
  return ctx.rows<Owed>(openText, [ctx.tenantId, ids])
}

/** Most of what was billed is paid within the next weeks; some customers take longer. Gives what they owe. */
async function payMost(
  owed: readonly Owed[],
  cast: Cast,
  random: Random,
  ctx: Context,
): Promise<readonly Owed[]> {
  const paid = owed.filter(() => random.chance(0.75))
  const days = daysBefore(paid.length, 20, random, ctx)
  const payments = paid.map(({ id, partner_id, amount }, index) => ({
    organization: cast.root,
    partner: partner_id,
    amount,
    payment_date: days[index],
    reference: 'Überweisung',
    allocations: [{ open_item: id, amount }],
  }))
  await make(payment, payments, ctx)
  return owed.filter((entry) => !paid.includes(entry))
}

/** Of several quotations the first half is sent, the others are still written. */
async function offer(
  cast: Cast,
  count: number,
  random: Random,
  ctx: Context,
  valid_until?: string,
): Promise<readonly string[]> {
  const bodies = Array.from({ length: count }, () => ({ ...documentFor(cast, random), valid_until }))
  const ids = await make(quotation, bodies, ctx)
  await move(quotation, 'send', ids.slice(0, Math.ceil(count / 2)), ctx)
  return ids
}
