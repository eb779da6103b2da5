/** The PDF of an invoice: rendered once, then the same bytes for ever, whatever changes behind it. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { pdfText } from '#server/testing/pdf-text.ts'

let books: Books
let product: string
before(async () => {
  books = await openBooks()
  product = await books.shop.product('PAPER', { price: '12.5' })
  await books.shop.receive(product, '100')
})
after(() => books?.shop.server.stop())

async function pdf(id: string) {
  const { chief, shop } = books
  const headers = { authorization: `Bearer ${await chief.token()}` }
  const response = await fetch(`${shop.server.url}/api/v1/invoices/${id}/pdf/`, { headers })
  assert.equal(response.status, 200, response.ok ? '' : await response.text())
  assert.equal(response.headers.get('content-type'), 'application/pdf')
  return { bytes: Buffer.from(await response.arrayBuffer()), etag: response.headers.get('etag') }
}

async function draft(partner: string, more: object = {}) {
  const order = await books.shop.confirmed([{ product, quantity: '2' }], { partner, ...more })
  await books.ship(order.id)
  return books.invoice([order.id])
}

test('a draft is previewed as such and not kept; the posted one is kept with its digest', async () => {
  const { shop } = books
  const partner = await books.customer('Käthe Größmann', 'DE', { language: 'de' })
  const { id } = await draft(partner, { discount_percent: '10', charge_amount: '5' })
  const preview = pdfText((await pdf(id)).bytes)
  assert.match(preview, /ENTWURF/)
  assert.match(preview, /Fracht/)
  const count = async () =>
    await shop.server.sql('select digest from printed_document where document_id = $1', [id])
  assert.equal((await count()).length, 0)

  const posted = await shop.move('invoices', id, 'post')
  const [first, twin] = await Promise.all([pdf(id), pdf(id)])
  assert.ok(first.bytes.equals(twin.bytes), 'of two at once one is the original')
  const text = pdfText(first.bytes)
  for (const part of [posted.number, 'Käthe Größmann', 'DE123456788', '30 Tage netto'])
    assert.ok(text.includes(part), part)

  await shop.server.sql(`update partner set name = 'Moved Away' where id = $1`, [partner])
  await shop.server.sql(`update organization set name = 'Renamed GmbH' where id = $1`, [shop.server.root])
  const later = await pdf(id)
  assert.ok(later.bytes.equals(first.bytes))
  const stored = await count()
  const digest = createHash('sha256').update(first.bytes).digest('hex')
  assert.deepEqual(stored, [{ digest }])
  assert.equal(first.etag, `"${digest}"`)
})

test('the stored paper is for who may see its invoice, be the list of papers open to him or not', async () => {
  const { shop, chief } = books
  const { server } = shop
  const { id } = await draft(await books.customer('Paper GmbH', 'DE'))
  await shop.move('invoices', id, 'post')
  const { bytes } = await pdf(id)
  const papers = `/api/v1/printed-documents/?document_id=${id}`
  const permissions = ['printing.view_printeddocument', 'common.view_file']
  const role = { code: 'archivist', name: 'Archivist', permissions }
  assertStatus(await chief.post('/api/v1/roles/', role), 201)
  const archivist = await server.addUser({
    username: 'archivist',
    role: 'archivist',
    organization: server.root,
  })
  const [hidden] = assertStatus(await archivist.get(papers), 200).body.results
  assert.equal(hidden.file_url, null)
  assert.equal((await archivist.get(`/api/v1/files/${hidden.file}/access-url/`)).status, 404)
  assert.equal((await archivist.get(`/api/v1/files/${hidden.file}/`)).body.download_url, null)
  const [shown] = assertStatus(await chief.get(papers), 200).body.results
  const opened = await fetch(server.url + shown.file_url)
  assert.ok(Buffer.from(await opened.arrayBuffer()).equals(bytes))
})

test('what is first printed after the customer moved still says what was posted', async () => {
  const { shop } = books
  const partner = await books.customer('Old Name Ltd', 'GB', { language: 'en' })
  const { id } = await draft(partner)
  await shop.move('invoices', id, 'post')
  await shop.server.sql(`update partner set name = 'New Name Ltd', language = 'de' where id = $1`, [partner])
  const text = pdfText((await pdf(id)).bytes)
  assert.ok(text.includes('Old Name Ltd'))
  assert.match(text, /Invoice/)
  assert.match(text, /export/i)
})

test('a draft that lacks an address says so instead of printing', async () => {
  const { shop, chief } = books
  const partner = await books.customer('Nirgends', 'DE')
  const { id } = await draft(partner)
  await shop.server.sql(
    `update address d set city = null from partner_address a where a.address_id = d.id and a.partner_id = $1`,
    [partner],
  )
  assertRefused(await chief.get(`/api/v1/invoices/${id}/pdf/`), 'printing.not_printable')
})
