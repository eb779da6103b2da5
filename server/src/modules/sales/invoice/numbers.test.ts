/** Numbers have no gap, whatever fails; and what has one is never changed, by the API or past it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let books: Books
let product: string
before(async () => {
  books = await openBooks()
  product = await books.shop.product('NUMBERED', { price: '7' })
  await books.shop.receive(product, '1000')
})
after(() => books?.shop.server.stop())

async function draft(): Promise<string> {
  const order = await books.shop.confirmed([{ product, quantity: '1' }])
  await books.ship(order.id)
  return (await books.invoice([order.id])).id
}

const numbers = () =>
  books.shop.server.sql<{ number: string }>(
    `select number from invoice where kind = 'invoice' and number is not null order by number`,
  )

test('20 postings at once, a third of them failing at the very end, leave no gap', async () => {
  const { shop, chief } = books
  const ids: string[] = []
  for (let made = 0; made < 20; made += 1) ids.push(await draft())
  const doomed = ids.filter((_, index) => index % 3 === 0)
  await shop.server.sql(`create function fail_now() returns trigger language plpgsql as $$ begin
    if new.id = any ('{${doomed.join(',')}}'::uuid[]) then
      raise exception using errcode = 'KT001', message = 'sales.invoice_incomplete', detail = '{}';
    end if; return null; end $$`)
  await shop.server.sql(`create constraint trigger fail_now after update of number on invoice
    deferrable initially deferred for each row when (new.number is not null) execute function fail_now()`)
  const answers = await Promise.all(ids.map((id) => chief.post(`/api/v1/invoices/${id}/post/`)))
  assert.equal(answers.filter(({ status }) => status === 200).length, ids.length - doomed.length)
  assert.equal(answers.filter(({ status }) => status === 409).length, doomed.length)
  await shop.server.sql('drop trigger fail_now on invoice')
  for (const id of doomed) await shop.move('invoices', id, 'post')
  const taken = (await numbers()).map(({ number }) => Number(number.slice(-5)))
  assert.deepEqual(
    taken,
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
})

test('posting twice is refused, also at the same time', async () => {
  const { chief } = books
  const id = await draft()
  const answers = await Promise.all(
    [1, 2].map(() => chief.post(`/api/v1/invoices/${id}/post/`, {}, { version: '*' })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  assertRefused(await chief.post(`/api/v1/invoices/${id}/post/`), 'kit.move_not_allowed')
})

test('what is posted can be changed neither by the API nor by SQL of the application', async () => {
  const { chief, shop } = books
  const id = await draft()
  const posted = await shop.move('invoices', id, 'post')
  assertRefused(await chief.patch(`/api/v1/invoices/${id}/`, { notes: 'x' }), 'kit.not_editable')
  assertRefused(await chief.delete(`/api/v1/invoices/${id}/`), 'kit.not_editable')
  const item = (await chief.get(`/api/v1/open-items/?invoice=${id}`)).body.results[0].id
  const line = posted.lines[0].id
  const tries: [string, RegExp][] = [
    [`update invoice set gross_total = 1 where id = '${id}'`, /posted_is_final/],
    [`update invoice set frozen = '{}' where id = '${id}'`, /posted_is_final/],
    [`update invoice set number = 'X' where id = '${id}'`, /posted_is_final/],
    [`delete from invoice where id = '${id}'`, /posted_is_final/],
    [`update invoice_line set net_amount = 1 where id = '${line}'`, /posted_is_final/],
    [`delete from invoice_line where id = '${line}'`, /posted_is_final/],
    [`update open_item set amount = 1 where id = '${item}'`, /permission denied|append-only/],
    [`delete from open_item where id = '${item}'`, /permission denied|append-only/],
    [`update invoice_state set state = 'paid' where invoice_id = '${id}'`, /permission denied/],
    [
      `insert into invoice_adjustment (tenant_id, organization_id, invoice_id, sales_order_id, kind, amount)
      select tenant_id, organization_id, '${id}', id, 'charge', 1 from sales_order limit 1`,
      /posted_is_final/,
    ],
  ]
  for (const [text, expected] of tries) await assert.rejects(asApplication(text), expected, text)
})

async function asApplication(text: string): Promise<void> {
  const { server } = books.shop
  const client = new pg.Client({ connectionString: server.database.appUrl })
  await client.connect()
  try {
    await client.query(
      `select set_config('erp.tenant_id', $1, false), set_config('erp.org_ids', $1, false),
      set_config('erp.use_ids', $1, false)`,
      [server.root],
    )
    await client.query(text)
  } finally {
    await client.end()
  }
}

test('another tenant finds no invoice, payment or paper', async () => {
  const id = await draft()
  await books.shop.move('invoices', id, 'post')
  const stranger = books.shop.server.other.as.administrator
  assertStatus(await stranger.get(`/api/v1/invoices/${id}/`), 404)
  assertStatus(await stranger.get(`/api/v1/invoices/${id}/pdf/`), 404)
  assertStatus(await stranger.post(`/api/v1/invoices/${id}/credit/`, {}, { version: null }), 404)
  const [{ id: order } = { id: '' }] = await books.shop.server.sql('select id from sales_order limit 1')
  assertStatus(await stranger.post('/api/v1/invoices/from-orders/', { orders: [order] }), 404)
  const own = await stranger.post('/api/v1/partners/', { name: 'Fremd' })
  const payment = { partner: own.body.id, amount: '7', allocations: [{ invoice: id, amount: '7' }] }
  assertRefused(await stranger.post('/api/v1/payments/', payment), 'kit.reference_missing')
})
