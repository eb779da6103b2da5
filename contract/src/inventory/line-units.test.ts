/** A quantity has its unit beside it, also in a line whose product was only just chosen. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { besideChosen, measureOf } from '#contract/kit/beside.ts'
import { goodsReceiptLine } from './goods-receipt-line.ts'

test('a line knows the units of the product chosen in it, and forgets none for a place', () => {
  const row = { id: '1', name: 'Ham', second_unit_name: 'kg', base_unit: '3', base_unit_name: 'Stk' }
  const beside = besideChosen(goodsReceiptLine, 'product', { label: 'Ham', row })
  const filled = { unit: '3', unit_name: 'Stk' }
  assert.deepEqual(beside, { product_name: 'Ham', second_unit_name: 'kg', ...filled })
  assert.equal(measureOf(goodsReceiptLine.fields.second_quantity, beside), 'kg')
  assert.equal(measureOf(goodsReceiptLine.fields.quantity, beside), 'Stk')
  const shelf = { label: 'A1', row: { id: '2', name: 'A1' } }
  assert.deepEqual(besideChosen(goodsReceiptLine, 'location', shelf), { location_name: 'A1' })
  assert.deepEqual(besideChosen(goodsReceiptLine, 'location', null), { location_name: null })
})
