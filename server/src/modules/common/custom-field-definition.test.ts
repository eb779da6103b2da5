/** Tenants add fields only where rows have a place for them. */
import { after, before, test } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server.stop())

test('a custom field belongs to a record that has custom fields and that the tenant writes', async () => {
  const define = (record: string) =>
    server.as.administrator.post('/api/v1/custom-field-definitions/', {
      record,
      name: 'finish',
      title: { en: 'Finish' },
      field_type: 'text',
    })
  for (const record of ['products.product', 'inventory.warehouse']) assertStatus(await define(record), 201)
  // No record, one that is misspelt, one without custom fields, one of the standard's.
  for (const record of ['nothing', 'product', 'sales.payment', 'common.currency'])
    assertRefused(assertStatus(await define(record), 400), 'kit.not_a_choice', '/record')
})
