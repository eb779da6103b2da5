/** The tax of a posted line follows from its day of supply and from who buys where (DOMAIN 9). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertRefused } from '#server/testing/api-client.ts'

let books: Books
let product: string
const day = '2026-03-02T09:00:00Z'
before(async () => {
  books = await openBooks({ now: () => new Date(day) })
  product = await books.shop.product('TAXED', { price: '100' })
  await books.shop.receive(product, '1000')
})
after(() => books?.shop.server.stop())

async function posted(partner: string) {
  const order = await books.shop.confirmed([{ product, quantity: '1' }], { partner })
  await books.ship(order.id)
  return books.posted([order.id])
}

test('16 % for what was supplied in December 2020, 19 % in January 2021, whatever the order said', async () => {
  const { shop } = books
  const order = await shop.confirmed([{ product, quantity: '2' }])
  const delivery = await books.ship(order.id)
  const supplied = (on: string) =>
    shop.server.sql('update delivery set supply_date = $1 where id = $2', [on, delivery.id])
  await supplied('2020-12-31')
  const first = await books.invoice([order.id])
  assert.equal(first.lines[0].tax_percent, '16')
  await supplied('2021-01-01')
  const invoice = await shop.move('invoices', first.id, 'post')
  assert.equal(invoice.lines[0].tax_percent, '19')
  assert.equal(invoice.supply_date, '2021-01-01')
  assert.equal(invoice.lines[0].tax_reasons.at(-1).parameters.date, '2021-01-01')
})

test('K for a French business with a VAT ID that was checked, 19 % while it was not', async () => {
  const french = await books.customer('Étain SARL', 'FR', { vat_id: 'FR40303265045' })
  const invoice = await posted(french)
  assert.deepEqual(
    invoice.taxes.map(({ category, rate, tax, exemption_code }: any) => [
      category,
      rate,
      tax,
      exemption_code,
    ]),
    [['K', '0', '0.00', 'VATEX-EU-IC']],
  )
  assert.equal(invoice.gross_total, '100')
  assert.equal(invoice.frozen.buyer.vat_id, 'FR40303265045')
  await books.shop.server.sql('update partner set vat_id_valid = false where id = $1', [french])
  assert.equal((await posted(french)).lines[0].tax_code, 'DE-S-19')
})

test('G for an export to Switzerland', async () => {
  const swiss = await books.customer('Zinn AG', 'CH')
  const invoice = await posted(swiss)
  assert.deepEqual(
    invoice.taxes.map(({ category, exemption_code }: any) => [category, exemption_code]),
    [['G', 'VATEX-EU-G']],
  )
})

test('what the law wants on an invoice must be there before it gets a number', async () => {
  const { shop, chief } = books
  const nowhere = await books.customer('Ohne Ort', 'DE')
  const order = await shop.confirmed([{ product, quantity: '1' }], { partner: nowhere })
  await books.ship(order.id)
  const draft = await books.invoice([order.id])
  const clear = (city: string | null) =>
    shop.server.sql(
      `update address d set city = $1 from partner_address a where a.address_id = d.id and a.partner_id = $2`,
      [city, nowhere],
    )
  await clear(null)
  const path = `/api/v1/invoices/${draft.id}/post/`
  assertRefused(await chief.post(path), 'sales.buyer_incomplete', '/partner')
  await shop.server.sql(`update unit set rec20 = null where code = 'EA'`)
  assertRefused(await chief.post(path), 'sales.unit_not_coded', '/lines/0/unit')
  await shop.server.sql(`update unit set rec20 = 'EA' where code = 'EA'`)
  await clear('Ulm')
  const invoice = await shop.move('invoices', draft.id, 'post')
  assert.notEqual(invoice.number, null)
})
