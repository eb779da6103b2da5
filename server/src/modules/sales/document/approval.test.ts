/** Discounts above a role's limit wait for somebody with a higher one (SAL). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openShop, type Shop } from '#server/modules/sales/testing/shop.ts'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'

let shop: Shop
/** Sells with 10 %, as the role says. */
let clerk: ApiClient
let vase: string
before(async () => {
  shop = await openShop()
  clerk = shop.server.as.sales
  vase = await shop.product('VASE', { price: '100' })
})
after(() => shop?.server.stop())

const write = async (line: object, more: object = {}) => {
  const body = { partner: shop.customer, lines: [{ product: vase, quantity: '1', ...line }], ...more }
  return assertStatus(await clerk.post('/api/v1/sales-orders/', body), 201).body
}
const send = (who: ApiClient, id: string, verb: string) => who.post(`/api/v1/sales-orders/${id}/${verb}/`)

test('up to the limit nobody is asked, above it confirm is refused until it is approved', async () => {
  const small = await write({ discount_percent: '10' })
  assert.equal(small.approval_state, 'none')
  assertStatus(await send(clerk, small.id, 'confirm'), 200)

  const great = await write({ discount_percent: '10.5' })
  assert.equal(great.approval_state, 'asked')
  assertRefused(await send(clerk, great.id, 'confirm'), 'sales.approval_needed')
  assertRefused(await send(shop.chief, great.id, 'confirm'), 'sales.approval_needed')
  assertRefused(await send(clerk, great.id, 'approve'), 'kit.forbidden')
  const approved = assertStatus(await send(shop.server.as.accounts, great.id, 'approve'), 200).body
  assert.equal(approved.approval_state, 'granted')
  assert.equal(approved.approved_by, shop.server.as.accounts.account?.id)
  assert.deepEqual([approved.status, approved.net_total], ['draft', '89.5'])
  assertRefused(await send(shop.chief, great.id, 'approve'), 'sales.nothing_to_approve')
  assertStatus(await send(clerk, great.id, 'confirm'), 200)
})

test('line and document discount count together, and so does a hand price below the list', async () => {
  const both = await write({ discount_percent: '6' }, { discount_percent: '6' })
  assert.equal(both.approval_state, 'asked', '11.64 % in all')
  assert.equal((await write({ unit_price: '91' })).approval_state, 'none')
  assert.equal((await write({ unit_price: '89' })).approval_state, 'asked')
  assert.equal((await write({ unit_price: '120', discount_percent: '20' })).approval_state, 'none')
})

test('an approval holds until the discount is changed, and not for more', async () => {
  const order = await write({ discount_percent: '20' })
  assertStatus(await send(shop.chief, order.id, 'approve'), 200)
  const change = async (body: object) =>
    assertStatus(await clerk.patch(`/api/v1/sales-orders/${order.id}/`, body), 200).body
  assert.equal((await change({ notes: 'soon' })).approval_state, 'granted')
  const [line] = order.lines
  const raised = await change({ lines: [{ id: line.id, discount_percent: '30' }] })
  assert.deepEqual([raised.approval_state, raised.approved_by], ['asked', null])
  const lowered = await change({ lines: [{ id: line.id, discount_percent: '5' }] })
  assert.equal(lowered.approval_state, 'none')
})

test('who approves must be allowed to give as much himself', async () => {
  const role = await shop.chief.post('/api/v1/roles/', {
    code: 'lead',
    name: 'Lead',
    permissions: ['sales.view_salesorder', 'sales.approve_salesorder'],
    discount_limit: '25',
  })
  assertStatus(role, 201)
  const lead = await shop.server.addUser({ username: 'lead', role: 'lead', organization: shop.server.root })
  const order = await write({ discount_percent: '30' })
  const refused = await send(lead, order.id, 'approve')
  assertRefused(refused, 'sales.approval_beyond_limit')
  assert.equal(refused.status, 403)
  assert.equal((await shop.read('sales-orders', order.id)).approval_state, 'asked')
  const lesser = await write({ discount_percent: '25' })
  assertStatus(await send(lead, lesser.id, 'approve'), 200)
})

test('an amendment that gives more than allowed is refused', async () => {
  const order = await write({})
  assertStatus(await send(clerk, order.id, 'confirm'), 200)
  const lines = [{ id: order.lines[0].id, discount_percent: '50' }]
  const amend = (who: ApiClient) => who.post(`/api/v1/sales-orders/${order.id}/amend/`, { lines })
  assertRefused(await amend(clerk), 'sales.amendment_beyond_limit')
  assert.equal(assertStatus(await amend(shop.chief), 200).body.net_total, '50')
})
