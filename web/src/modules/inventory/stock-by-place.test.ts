/** Stock by place: summed exactly, filtered by what one sees, and bars that never leave their frame. */
import { expect, test } from 'vitest'
import { greatestOf, type PlaceRow, shareOf, stockByProduct } from './stock-by-place.ts'

const row = (
  product: string,
  location: string,
  on_hand: string,
  allocated: string | null = '0',
): PlaceRow => ({
  product,
  sku: product.toUpperCase(),
  product_name: `The ${product}`,
  lot: null,
  lot_name: null,
  location,
  location_name: location,
  warehouse: 'w',
  warehouse_name: 'W',
  owner: null,
  on_hand,
  second_on_hand: on_hand === '3' ? '7.5' : null,
  base_unit_name: 'Stk',
  second_unit_name: on_hand === '3' ? 'kg' : null,
  allocated,
})
const rows = [row('cup', 'A1', '0.1', '0.1'), row('cup', 'B2', '0.2'), row('jug', 'A1', '3')]

test('a product is summed over its places, the fullest first', () => {
  const [cup] = stockByProduct(rows)
  expect(cup).toMatchObject({ on_hand: '0.3', allocated: '0.1', free: '0.2' })
  expect(cup?.places.map((place) => place.location)).toEqual(['B2', 'A1'])
})

test('a product counted in two units is summed in both', () => {
  const [cup, jug] = stockByProduct([...rows, row('jug', 'B2', '3')])
  expect(cup).toMatchObject({ unit: 'Stk', second_unit: null })
  expect(jug).toMatchObject({ on_hand: '6', second_on_hand: '15', second_unit: 'kg' })
})

test('a filter looks at product, lot and place', () => {
  expect(stockByProduct(rows, 'b2').map(({ sku }) => sku)).toEqual(['CUP'])
  expect(stockByProduct(rows, 'JUG')).toHaveLength(1)
  expect(stockByProduct(rows, 'nothing')).toEqual([])
})

test('what was allocated in the past is not known', () => {
  expect(stockByProduct([row('cup', 'A1', '1', null)])[0]).toMatchObject({ allocated: null, free: null })
})

test('a bar shows its share of the greatest', () => {
  const greatest = greatestOf(['0.3', '3'])
  expect(shareOf('0.3', greatest)).toBe('10')
  expect(shareOf('-1', greatest)).toBe('0')
  expect(shareOf('1', '0')).toBe('0')
})
