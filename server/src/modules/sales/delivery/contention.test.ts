/** Many clerks on the same few products, some sold out: nothing is sold twice and nobody waits for ever (DOMAIN 4). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'
import type { ApiAnswer } from '#server/testing/api-client.ts'

let shop: Shop
const products: string[] = []
before(async () => {
  shop = await openShop()
  for (const sku of ['A', 'B', 'C']) {
    const product = await shop.product(sku)
    await shop.receive(product, '30')
    products.push(product)
  }
})
after(() => shop?.server.stop())

/** Refusals are answers; what may never happen is an error of the server, a deadlock among them. */
function good(answer: ApiAnswer): ApiAnswer {
  assert.ok(answer.status < 500, JSON.stringify(answer.body))
  return answer
}

async function sell(number: number): Promise<void> {
  const { chief, customer } = shop
  const turned = products.map((_, index) => products[(index + number) % products.length])
  const lines = turned.map((product, index) => ({ product, quantity: String(1 + ((number + index) % 3)) }))
  const made = good(await chief.post('/api/v1/sales-orders/', { partner: customer, lines })).body
  const move = async (path: string, row: any, verb: string, body = {}) =>
    good(await chief.post(`/api/v1/${path}/${row.id}/${verb}/`, body)).body
  const order = await move('sales-orders', made, 'confirm')
  const draft = good(await chief.post('/api/v1/deliveries/from-orders/', { orders: [order.id] }))
  if (draft.status !== 201) return void (await move('sales-orders', order, 'cancel'))
  const ready = await move('deliveries', draft.body, 'ready')
  if (number % 4 === 0) await move('deliveries', draft.body, 'reset')
  if (number % 4 === 1) {
    const [first] = order.lines
    await move('sales-orders', order, 'amend', {
      lines: [{ ...first, quantity: '5' }, ...order.lines.slice(1)],
    })
  }
  if (ready.status === 'ready') await move('deliveries', draft.body, 'ship')
  if (number % 3 === 0) await move('sales-orders', order, 'close')
}

test('forty sales at once, of thirty pieces each of three products', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, number) => sell(number)))
  const levels = await shop.server.sql<Record<string, number>>(
    `select l.on_hand::float, l.usable::float, l.reserved::float, l.open_demand::float,
       (select coalesce(sum(quantity), 0)::float from stock_move m where m.product_id = l.product_id
         and m.reason = 'shipment') as moved,
       (select coalesce(sum(dl.quantity), 0)::float from delivery_line dl join delivery d on d.id = dl.delivery_id
         where dl.product_id = l.product_id and d.status = 'shipped') as delivered,
       (select coalesce(sum(d.reserved), 0)::float from stock_demand d where d.product_id = l.product_id)
         as promised,
       (select coalesce(sum(b.allocated), 0)::float from stock_balance b where b.product_id = l.product_id)
         as allocated,
       (select coalesce(sum(dl.quantity), 0)::float from delivery_line dl join delivery d on d.id = dl.delivery_id
         where dl.product_id = l.product_id and d.status = 'ready') as waiting
     from stock_level l`,
  )
  assert.equal(levels.length, 3)
  for (const level of levels) {
    assert.equal(level.on_hand, 30 - (level.moved ?? 0))
    assert.equal(level.delivered, level.moved)
    assert.equal(level.reserved, level.promised)
    assert.equal(level.allocated, level.waiting)
    assert.ok((level.reserved ?? 0) <= (level.usable ?? 0))
    assert.ok((level.moved ?? 0) > 0 && (level.on_hand ?? 0) >= 0)
  }
  const states = await shop.server.sql(
    `select o.id from sales_order o where o.delivery_state <> (
       select case when bool_and(x.done >= x.wanted) and bool_or(x.done > 0) then 'fully'
         when bool_or(x.done > 0) then 'partly' else 'none' end
       from (select l.base_quantity - l.cancelled_quantity as wanted, coalesce((
           select sum(dl.quantity) from delivery_line dl join delivery d on d.id = dl.delivery_id
           where dl.sales_order_line_id = l.id and d.status = 'shipped'), 0) as done
         from sales_order_line l where l.sales_order_id = o.id) x)`,
  )
  assert.deepEqual(states, [], 'every order says what its deliveries say')
})
