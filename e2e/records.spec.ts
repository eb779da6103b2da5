/** Generic screens, one line a record: list, create, edit and delete in a real browser. */
import { after, before, test } from 'node:test'
import { type Clerk, post, startClerk } from './kit/kontor.ts'
import { readOnlyJourney, recordJourney } from './kit/record-journey.ts'

let clerk: Clerk

before(async () => {
  clerk = await startClerk()
})
after(() => clerk?.stop())

test('warehouse', () =>
  recordJourney(clerk, 'inventory.warehouse', {
    create: { Code: 'DIE', Name: 'Main', 'Warehouse type': { choose: 'Distribution center' } },
    change: { Name: 'Main site' },
    names: ['Main (DIE)', 'Main site (DIE)'],
  }))

test('stock location', async () => {
  await post(clerk, 'warehouses', { name: 'Store', code: 'STORE', warehouse_type: 'RETAIL_STORE' })
  await recordJourney(clerk, 'inventory.stock_location', {
    create: { Name: 'Rack A', Warehouse: { find: 'Store' }, 'Location type': { choose: 'Rack' } },
    change: { Name: 'Rack B' },
    names: ['Rack A', 'Rack B'],
  })
})

test('category', () =>
  recordJourney(clerk, 'products.category', {
    create: { Name: 'Figures' },
    change: { Name: 'Pewter figures' },
    names: ['Figures', 'Pewter figures'],
  }))

test('unit', () =>
  recordJourney(clerk, 'common.unit', {
    create: { Code: 'TRAY', Name: 'Tray', Dimension: { choose: 'Count' } },
    change: { Code: 'TRAY2' },
    names: ['TRAY', 'TRAY2'],
  }))

test('payment term', () =>
  recordJourney(clerk, 'contact.payment_term', {
    create: { Code: 'N14', 'Text on documents': '14 days net' },
    change: { 'Text on documents': '14 days, net' },
    names: ['N14', 'N14'],
  }))

test('pricing tier', () =>
  recordJourney(clerk, 'contact.pricing_tier', {
    create: { Code: 'A', Name: 'Museums' },
    change: { Name: 'Museum shops' },
    names: ['Museums', 'Museum shops'],
  }))

test('price list, with its currency found by typing', () =>
  recordJourney(clerk, 'products.price_list', {
    create: { Code: 'BASE', Name: 'Base prices', Currency: { find: 'EUR' } },
    change: { Name: 'List prices' },
    names: ['Base prices', 'List prices'],
  }))

test('currency is read only', () => readOnlyJourney(clerk, 'common.currency', 'EUR'))
