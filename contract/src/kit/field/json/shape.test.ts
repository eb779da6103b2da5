/** What a JSON schema describes, as far as forms have an editor for it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shapeOf } from './shape.ts'

test('words, rows and everything else', () => {
  assert.deepEqual(shapeOf({ type: 'array', items: { type: 'string' } }), { kind: 'words' })
  assert.deepEqual(shapeOf({ type: 'object' }), { kind: 'text' })
  assert.deepEqual(shapeOf({ type: 'array' }), { kind: 'text' })
})

test('flat rows, as the instalments of a payment term are, have a column for each plain value', () => {
  const percent = { type: 'string', pattern: '^\\d{1,3}$' }
  const properties = { percent, net_days: { type: 'integer' }, discounts: { type: 'array' } }
  assert.deepEqual(shapeOf({ type: 'array', items: { type: 'object', properties } }), {
    kind: 'rows',
    columns: [
      { key: 'percent', type: 'string', numeric: true },
      { key: 'net_days', type: 'integer', numeric: true },
    ],
  })
})
