/** One value against one field: its stored form, or the code it is refused by. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkValue } from './check.ts'
import { type Field, optional } from './field.ts'
import {
  choice,
  day,
  decimal,
  flag,
  instant,
  integer,
  json,
  longText,
  reference,
  references,
  tags,
  text,
  translatedText,
} from './kinds.ts'

function stored(field: Field, value: unknown): unknown {
  const verdict = checkValue(value, field)
  return 'code' in verdict ? verdict.code : verdict.value
}

test('text is trimmed, composed, counted in signs', () => {
  assert.equal(stored(text(), '  u\u0308ber '), 'über')
  assert.equal(stored(text({ max: 2 }), '🐄🐄'), '🐄🐄')
  assert.equal(stored(text({ max: 2 }), '🐄🐄🐄'), 'kit.too_long')
  assert.equal(stored(text(), ' '), 'kit.required')
  assert.equal(stored(text({ default: '' }), ''), '')
  assert.equal(stored(optional(text()), ''), null)
  assert.equal(stored(longText(), 'a\n\tb'), 'a\n\tb')
  for (const bad of ['a\u0000', 'a\u001b', '\ud83d', '\udc04x', 'x\u007f'])
    assert.equal(stored(text(), bad), 'kit.wrong_format')
})

test('formats of text', () => {
  const cases: [NonNullable<Field['format']>, readonly string[], readonly string[]][] = [
    ['code', ['A-1', 'ß 2', '4/5'], ['-A', '<b>', "A'", '_x']],
    ['slug', ['a-b_c9'], ['A', '-a', 'ä']],
    ['email', ['a.b@c.de'], ['a', 'a@b', 'a b@c.de', '@c.de']],
    ['phone', ['+49 (0) 8807/12-3'], ['call me', '12']],
    ['color', ['#00ffAA'], ['red', '#fff']],
    ['country', ['DE'], ['de', 'DEU']],
    ['language', ['de', 'pt-BR'], ['deu', 'DE']],
    ['time_zone', ['Europe/Berlin', 'UTC', 'Etc/GMT+5'], ['Europe/', 'a b']],
    ['uuid', ['01a1fdc3-5e2c-7000-9aa6-ca88d59987f0'], ['x', '01a1fdc3']],
  ]
  for (const [format, good, bad] of cases) {
    for (const value of good) assert.equal(stored(text({ format }), value), value, format)
    for (const value of bad)
      assert.equal(stored(text({ format }), value), 'kit.wrong_format', `${format}: ${value}`)
  }
})

test('translated text is a text per language, empty ones left out', () => {
  assert.deepEqual(stored(translatedText(), { en: ' a ', de: '' }), { en: 'a' })
  assert.deepEqual(stored(translatedText(), 'plain'), { en: 'plain' })
  assert.equal(stored(translatedText(), {}), 'kit.required')
  assert.equal(stored(translatedText(), { en: 1 }), 'kit.wrong_type')
  assert.equal(stored(translatedText(), { 'x y': 'a' }), 'kit.wrong_format')
})

test('numbers are exact, bounded, and never floats', () => {
  assert.equal(stored(integer({ min: 0, max: 9 }), '7'), 7)
  assert.equal(stored(integer({ min: 0, max: 9 }), 10), 'kit.too_great')
  assert.equal(stored(integer({ min: 0 }), -1), 'kit.too_small')
  assert.equal(stored(integer(), 2 ** 31), 'kit.too_great')
  assert.equal(stored(decimal({ places: 2 }), '0.10'), '0.10')
  assert.equal(stored(decimal({ places: 2 }), '0.1000'), '0.1000')
  assert.equal(stored(decimal({ places: 2 }), 0.1), '0.1')
  assert.equal(stored(decimal({ places: 2 }), '0.101'), 'kit.too_many_places')
  assert.equal(stored(decimal(), '100000000000000'), 'kit.too_great')
  assert.equal(stored(decimal(), '99999999999999'), '99999999999999')
  for (const bad of ['', '1e3', ' 1', '1.', '.5', '+1', 'Infinity', Number.NaN, 1e-9, null, []])
    assert.ok(['kit.wrong_type', 'kit.not_null'].includes(String(stored(decimal(), bad))), String(bad))
})

test('dates, instants, flags and choices', () => {
  assert.equal(stored(day(), '2024-02-29'), '2024-02-29')
  for (const bad of ['2023-02-29', '0000-01-01', '2024-2-9', 20240229])
    assert.equal(stored(day(), bad), 'kit.wrong_type')
  assert.equal(stored(instant(), '2026-11-21T09:30:00+01:00'), '2026-11-21T08:30:00.000Z')
  assert.equal(stored(instant(), '2026-11-21T09:30:00'), 'kit.wrong_type')
  assert.equal(stored(flag(), 'true'), 'kit.wrong_type')
  assert.equal(stored(choice(['open', 'cancelled']), 'canceled'), 'cancelled')
  assert.equal(stored(choice(['open']), 'Open'), 'kit.not_a_choice')
})

test('lists hold each thing once', () => {
  assert.deepEqual(stored(tags(), ['a', ' a', 'b']), ['a', 'b'])
  assert.equal(stored(tags(), ['a,b']), 'kit.wrong_format')
  assert.equal(
    stored(
      tags(),
      Array.from({ length: 101 }, (_, n) => `t${n}`),
    ),
    'kit.too_long',
  )
  assert.equal(stored(references('common.tag'), 'x'), 'kit.wrong_type')
  assert.equal(
    stored(reference('common.tag'), 'ABCDEF00-0000-4000-8000-000000000000'),
    'abcdef00-0000-4000-8000-000000000000',
  )
})

test('JSON fits its schema, and none is too deep', () => {
  const schema = {
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'array', maxItems: 2, items: { type: 'integer', minimum: 1 } },
      b: { enum: ['x'] },
    },
    additionalProperties: false,
  }
  assert.deepEqual(stored(json(schema), { a: [1, 2], b: 'x' }), { a: [1, 2], b: 'x' })
  for (const bad of [
    {},
    { a: 'x' },
    { a: [0] },
    { a: [1, 2, 3] },
    { a: [], b: 'y' },
    { a: [], c: 1 },
    [],
    'x',
    1,
  ])
    assert.equal(stored(json(schema), bad), 'kit.check_failed', JSON.stringify(bad))
  let deep: unknown = 1
  for (let depth = 0; depth < 30; depth++) deep = [deep]
  assert.equal(stored(json({}), deep), 'kit.check_failed')
})
