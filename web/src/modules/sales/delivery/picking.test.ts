/** The picking list: in walking order, and a scan that finds the row that is still open. */
import { expect, test } from 'vitest'
import { pickRowsOf, rowScanned } from './picking.ts'

const pick = (location: string, lot: string | null, quantity = '1') => ({
  location,
  location_name: location,
  lot,
  lot_name: lot,
  expires_on: null,
  quantity,
})
const rows = pickRowsOf([
  {
    id: '1',
    product: 'a',
    product_name: 'Bowl (large) (BO-1)',
    base_unit_name: 'Stk',
    quantity: '3',
    picks: [pick('B2', 'L1'), pick('A1', 'L2')],
  },
  {
    id: '2',
    product: 'b',
    product_name: 'Cup (CU-1)',
    base_unit_name: 'Stk',
    quantity: '1',
    picks: [pick('A1', null)],
  },
])

test('rows stand by place', () => {
  expect(rows.map((row) => `${row.location_name} ${row.sku}`)).toEqual(['A1 BO-1', 'A1 CU-1', 'B2 BO-1'])
})

test('a scan takes the next open row of the product, a lot or a place', () => {
  const none = new Set<string>()
  expect(rowScanned('bo-1', rows, none)?.location_name).toBe('A1')
  expect(rowScanned('BO-1', rows, new Set([rows[0]?.key ?? '']))?.location_name).toBe('B2')
  expect(rowScanned(' l1 ', rows, none)?.location_name).toBe('B2')
  expect(rowScanned('b2', rows, none)?.sku).toBe('BO-1')
  expect(rowScanned('nothing', rows, none)).toBeUndefined()
})
