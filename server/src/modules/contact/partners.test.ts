/** Partners, contacts and terms: numbers, single primaries, terms that make a whole (CON, SAL-01). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
let chief: ApiClient
before(async () => {
  server = await startServer()
  chief = server.as.administrator
})
after(() => server?.stop())

const post = (path: string, body: object) => chief.post(`/api/v1/${path}/`, body)
const made = async (path: string, body: object) => assertStatus(await post(path, body), 201).body

test('a partner without a number gets the next free one, also many at once', async () => {
  await made('partners', { name: 'Imported', number: 'p00002' })
  const partners = await Promise.all([1, 2, 3].map((n) => made('partners', { name: `New ${n}` })))
  assert.deepEqual(partners.map(({ number }) => number).toSorted(), ['P00001', 'P00003', 'P00004'])
  assertRefused(await post('partners', { name: 'Twin', number: 'P00001' }), 'kit.taken', '/number')
  const other = await server.other.as.administrator.post('/api/v1/partners/', { name: 'Theirs' })
  assert.equal(other.body.number, 'P00001', 'each tenant counts for itself')
})

test('one address of a kind is primary: the one made so last', async () => {
  const at = (city: string, more: object = {}) => ({
    kind: 'billing',
    address: { country: 'DE', city },
    ...more,
  })
  const partner = await made('partners', {
    name: 'Addressed',
    addresses: [at('A', { is_primary: true }), at('B'), at('C', { kind: 'shipping', is_primary: true })],
  })
  const [first, second, third] = partner.addresses
  const body = { addresses: [first, { id: second.id, is_primary: true }, third] }
  const changed = assertStatus(await chief.patch(`/api/v1/partners/${partner.id}/`, body), 200).body
  const primary = new Map(changed.addresses.map((row: any) => [row.id, row.is_primary]))
  assert.deepEqual(
    [first, second, third].map(({ id }) => primary.get(id)),
    [false, true, true],
  )
  const both = [at('A', { is_primary: true }), at('B', { is_primary: true })]
  const refused = await post('partners', { name: 'Two', addresses: both })
  assertRefused(refused, 'contact.two_primary', '/addresses/1/is_primary')
})

test('a contact is written with all its channels, one primary each, and brought in line', async () => {
  const person = await made('contacts', {
    last_name: 'Berger',
    email_addresses: [{ email: 'a@example.com', is_primary: true }, { email: 'b@example.com' }],
    phone_numbers: [{ phone_number: '+49 8807 1234' }],
    addresses: [{ address: { country: 'DE', city: 'Dießen' }, is_primary: true }],
  })
  const [first, second] = person.email_addresses
  const change = (body: object) => chief.patch(`/api/v1/contacts/${person.id}/`, body)
  const changed = assertStatus(
    await change({ email_addresses: [{ id: second.id, is_primary: true }, first] }),
    200,
  ).body
  const flags = Object.fromEntries(changed.email_addresses.map((row: any) => [row.email, row.is_primary]))
  assert.deepEqual(flags, { 'a@example.com': false, 'b@example.com': true })
  assert.equal(changed.phone_numbers.length, 1)
  const fewer = assertStatus(await change({ email_addresses: [{ id: second.id }] }), 200).body
  assert.deepEqual(
    fewer.email_addresses.map((row: any) => row.email),
    ['b@example.com'],
  )
  const [kept] = fewer.email_addresses
  const given = [{ id: kept.id, email: 'c@example.com' }, { email: 'b@example.com' }]
  const swapped = assertStatus(await change({ email_addresses: given }), 200).body
  assert.deepEqual(
    swapped.email_addresses.map((row: any) => row.email).toSorted(),
    ['b@example.com', 'c@example.com'],
    'what one line gives up another may take',
  )
  const bad = await change({ phone_numbers: [{ phone_number: 'call me' }] })
  assertRefused(bad, 'kit.wrong_format', '/phone_numbers/0/phone_number')
  assertStatus(await chief.delete(`/api/v1/contacts/${person.id}/`), 204)
})

test('a changed VAT ID is no longer a checked one', async () => {
  const { id } = await made('partners', { name: 'Vat', vat_id: 'FR1' })
  await server.sql('update partner set vat_id_valid = true where id = $1', [id])
  const path = `/api/v1/partners/${id}/`
  assert.equal((await chief.patch(path, { notes: 'x' })).body.vat_id_valid, true)
  assert.equal((await chief.patch(path, { vat_id: 'FR2' })).body.vat_id_valid, false)
})

test('instalments make a whole, and one term is the default', async () => {
  const term = (code: string, instalments: object[], more: object = {}) =>
    post('payment-terms', { code, title: { en: code }, instalments, ...more })
  const half = { percent: '50', net_days: 10 }
  assertRefused(await term('HALF', [half]), 'contact.instalments_not_whole', '/instalments')
  const late = [{ percent: '100', net_days: 10, discounts: [{ days: 20, percent: '2' }] }]
  assertRefused(await term('LATE', late), 'contact.cash_discount_steps', '/instalments/0/discounts/0')
  const one = assertStatus(await term('ONE', [half, half], { is_default: true }), 201).body
  assertStatus(await term('TWO', [{ percent: '100', net_days: 30 }], { is_default: true }), 201)
  assert.equal((await chief.get(`/api/v1/payment-terms/${one.id}/`)).body.is_default, false)
})
