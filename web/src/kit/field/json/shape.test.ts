/** Which editor a JSON schema gets. */
import { expect, test } from 'vitest'
import { definitionOf } from '#web/kit/record/fields.ts'
import { shapeOf } from './shape.ts'

test('words, rows and everything else', () => {
  expect(shapeOf({ type: 'array', items: { type: 'string' } })).toEqual({ kind: 'words' })
  expect(shapeOf({ type: 'object' })).toEqual({ kind: 'text' })
  expect(shapeOf({ type: 'array' })).toEqual({ kind: 'text' })
})

test('the instalments of a payment term are rows of two numbers', () => {
  const schema = definitionOf('contact.payment_term').fields.instalments?.schema ?? {}
  expect(shapeOf(schema)).toEqual({
    kind: 'rows',
    columns: [
      { key: 'percent', type: 'string', numeric: true },
      { key: 'net_days', type: 'integer', numeric: true },
    ],
  })
})
