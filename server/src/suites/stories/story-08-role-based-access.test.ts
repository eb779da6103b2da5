/** Story 8: each role works in its own area and sees no other; roles that cross areas see a part of several. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { ApiClient } from '#server/testing/api-client.ts'
import { assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { story } from './story.ts'

let server: TestServer

before(async () => {
  server = await startServer()
})
after(() => server.stop())

const lists = {
  sales: ['quotations', 'invoices', 'open-items'],
  production: ['stock-transfers', 'product-warehouses'],
  stock: ['stock-counts', 'stock-moves', 'stock-locations'],
  people: ['organization-memberships', 'role-assignments', 'stored-credentials'],
}
type Area = keyof typeof lists

const warehouse = (n: string) => ({ name: n, code: n, warehouse_type: 'OTHER' })

const as = (role: string, organization = server.plant1) =>
  server.addUser({ username: `${role}.${organization.slice(-4)}`, role, organization })

async function sees(client: ApiClient, area: Area): Promise<boolean[]> {
  const answers = await Promise.all(lists[area].map((path) => client.get(`/api/v1/${path}/`)))
  return answers.map(({ status }) => status === 200)
}
async function area(client: ApiClient, wanted: Readonly<Partial<Record<Area, boolean>>>) {
  for (const [name, is] of Object.entries(wanted)) {
    assert.deepEqual(
      await sees(client, name as Area),
      lists[name as Area].map(() => is),
      name,
    )
  }
}

const step = story('08: Role-Based Access Control')

step('PRM-16: sales managers see sales data, and neither counts of stock nor people', async () => {
  const client = await as('sales_manager')
  await area(client, { sales: true, stock: false, people: false })
  assertStatus(await client.post('/api/v1/stock-counts/', {}), 403)
  assertStatus(await client.post('/api/v1/goods-receipts/', {}), 403)
})

step('PRM-16: production managers see the material of production, and no sales', async () => {
  const client = await as('production_manager')
  await area(client, { production: true, sales: false, people: false })
  assertStatus(await client.post('/api/v1/quotations/', {}), 403)
})

step('PRM-16: warehouse staff see stock, and neither sales figures nor people', async () => {
  const client = await as('warehouse_clerk')
  await area(client, { stock: true, sales: false, people: false })
  assertStatus(await client.get('/api/v1/prices/'), 403)
  assertStatus(await client.post('/api/v1/warehouses/', warehouse('MINE')), 403)
})

step('PRM-16: roles across areas see a limited part of several', async () => {
  const client = await as('customer_service')
  for (const path of ['quotations', 'invoices', 'customer-returns', 'partners'])
    assertStatus(await client.get(`/api/v1/${path}/`), 200)
  assertStatus(await client.post('/api/v1/quotations/', {}), 403)
  assertStatus(await client.post('/api/v1/partners/', { name: 'Calls often' }), 201)
  await area(client, { stock: false, people: false })
})

step('rows: the area of one site is not that of another', async () => {
  const chief = server.as.administrator
  const make = (n: string, organization: string) =>
    chief.post('/api/v1/stock-counts/', { warehouse: n }, { organization })
  const made = await chief.post('/api/v1/warehouses/', warehouse('P2'), { organization: server.plant2 })
  const { id } = assertStatus(made, 201).body
  const count = assertStatus(await make(id, server.plant2), 201).body
  const [here, there] = [await as('warehouse'), await as('warehouse', server.plant2)]
  const found = async (client: ApiClient) =>
    (await client.get(`/api/v1/stock-counts/?id=${count.id}`)).body.count
  assert.deepEqual([await found(here), await found(there)], [0, 1])
  assertStatus(await here.get(`/api/v1/stock-counts/${count.id}/`), 404)
})

step('PRM-13: the same verdict in every way to the data', async () => {
  const client = await as('warehouse_clerk', server.plant2)
  const refused = [
    await client.get('/api/v1/invoices/'),
    await client.get('/api/v1/invoices/export/?format=csv'),
    await client.get(`/api/v1/invoices/${server.root}/`),
    await client.post('/api/v1/invoices/', {}),
    await client.get('/api/v1/audit-logs/'),
  ]
  for (const answer of refused) assertStatus(answer, 403)
  const { permissions } = (await client.get('/api/v1/auth/session/')).body
  assert.equal(permissions['sales.view_invoice'], undefined, 'nor is it in the menu')
  const verdict = await client.get('/api/v1/access/explain/?permission=sales.view_invoice')
  assert.equal(verdict.body.is_allowed, false)
})
