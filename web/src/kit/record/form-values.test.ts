/** What a form sends and what it refuses, on real definitions. */
import { expect, test } from 'vitest'
import { definitionOf, nameOfRow, type RowData } from './fields.ts'
import { changesOf, faultOf, faultsOf, newValues, valuesOf } from './form-values.ts'

const warehouse = definitionOf('inventory.warehouse')
const receipt = definitionOf('inventory.goods_receipt')
const row: RowData = {
  id: '1',
  version: 3,
  name: 'Main',
  code: 'M',
  warehouse_type: 'OTHER',
  address: 'a1',
  address_details: { id: 'a1', city: 'Dießen', country: 'DE' },
  is_active: true,
  tags: ['a'],
  custom_fields: {},
}

test('a new row starts with the defaults and what the address says', () => {
  const values = newValues(warehouse, { code: 'X', stranger: '1' })
  expect(values).toMatchObject({ code: 'X', is_active: true, tags: [] })
  expect(values).not.toHaveProperty('stranger')
})

test('only what differs is sent', () => {
  const before = valuesOf(warehouse, row)
  expect(changesOf(warehouse, { ...before }, before)).toEqual({})
  expect(changesOf(warehouse, { ...before, name: 'Site' }, before)).toEqual({ name: 'Site' })
})

test('an owned address is sent nested when something in it changed', () => {
  const before = valuesOf(warehouse, row)
  const after = { ...before, address: { ...(before.address as object), city: 'Utting' } }
  expect(changesOf(warehouse, after, before)).toEqual({ address: { city: 'Utting', country: 'DE' } })
})

test('faults of an owned row and of lines carry their place', () => {
  const sent = { name: 'Main', code: 'M', warehouse_type: 'OTHER', address: { country: 'Germany' } }
  expect(faultsOf(warehouse, sent, 'create').map((fault) => fault.pointer)).toEqual(['/address/country'])
  const lines = { warehouse: 'w', lines: [{ product: 'p', quantity: 'many' }] }
  expect(faultsOf(receipt, lines, 'create').map((fault) => fault.pointer)).toContain('/lines/0/quantity')
})

test('a required field left empty is refused as such', () => {
  expect(faultOf(warehouse, 'name', { name: '' })).toEqual({ code: 'kit.required' })
  expect(faultOf(warehouse, 'name', { name: 'Main' })).toBeNull()
})

test('a row is named as its definition says, without empty brackets', () => {
  expect(nameOfRow(warehouse, row, 'en')).toBe('Main (M)')
  expect(nameOfRow(warehouse, { name: 'Main' }, 'en')).toBe('Main')
  const taxClass = { name: 'Exempt', names: { en: 'Exempt', de: 'Steuerfrei' } }
  expect(nameOfRow(definitionOf('products.tax_category'), taxClass, 'de')).toBe('Steuerfrei')
})
