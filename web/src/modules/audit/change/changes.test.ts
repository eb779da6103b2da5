/** The changes of an entry as rows of fields and lines. */
import { expect, test } from 'vitest'
import { quotation } from '#contract/sales/quotation.ts'
import { fieldChanges, lineChanges } from './changes.ts'

const changes = {
  notes: { old: null, new: '' },
  status: { old: 'draft', new: 'sent' },
  partner: { old: null, new: 'p' },
  'lines.a': {
    old: { position: 2, quantity: '1', supply: 'stock' },
    new: { position: 2, quantity: '3', supply: 'stock' },
  },
  'lines.b': { old: null, new: { position: 1, quantity: '1', quotation: 'q' } },
  'lines.c': { old: { position: 3, quantity: '1' }, new: null },
}

test('fields stand as in the form, and nothing that was and is nothing', () => {
  expect(fieldChanges(quotation, changes).map(({ name }) => name)).toEqual(['partner', 'status'])
  expect(fieldChanges(null, { x: { old: 1, new: 2 } })).toHaveLength(1)
})

test('lines say what happened to them, in order, with the fields that differ', () => {
  const lines = lineChanges(quotation, changes)
  expect(lines.map(({ id, kind, position }) => [id, kind, position])).toEqual([
    ['b', 'added', '1'],
    ['a', 'changed', '2'],
    ['c', 'removed', '3'],
  ])
  expect(lines[1]?.fields.map(({ name, before, after }) => [name, before, after])).toEqual([
    ['quantity', '1', '3'],
  ])
  expect(lines[0]?.fields.map(({ name }) => name)).toEqual(['quantity'])
})
