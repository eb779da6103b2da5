/** What a client sends for a record: required and defaulted fields, what is read back, checks between fields. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkRecord, type Write } from './check-record.ts'
import { frozen, optional, readOnly } from './field/field.ts'
import { choice, day, flag, lines, money, quantity, reference, status, tags, text } from './field/kinds.ts'
import { type Resource, resource } from './resource.ts'

const record = resource('common.tag', {
  label: ['Sample', 'Samples'],
  scope: 'tenant',
  display: '{name}',
  fields: {
    name: text({ max: 5 }),
    code: frozen(text({ default: 'none' })),
    from: optional(day()),
    to: optional(day()),
    kind: choice(['a', 'b', 'cancelled'], { default: 'a' }),
    is_good: flag({ default: true }),
    price: optional(money({ places: 2, min: 0 })),
    amount: quantity({ default: '1' }),
    partner: optional(reference('contact.partner')),
    tags: tags(),
    total: readOnly(money({ default: '0' })),
    status: status('draft', { draft: { post: 'posted' }, posted: {} }),
    lines: lines('common.tag'),
  },
  checks: [{ field: 'to', is: 'not_before', other: 'from' }],
  list: { columns: ['name'], filters: [], search: [], order: [] },
  form: [],
})

const codesOf = (input: unknown, write: Write = 'create') =>
  checkRecord(record, input, write).faults.map(({ pointer, code }) => `${pointer} ${code}`)
const valuesOf = (input: unknown, write: Write = 'create') => checkRecord(record, input, write).values

test('a new record has what is required, and defaults for the rest', () => {
  assert.deepEqual(codesOf({}), ['/name kit.required'])
  assert.deepEqual(valuesOf({ name: 'x' }), {
    name: 'x',
    code: 'none',
    from: null,
    to: null,
    kind: 'a',
    is_good: true,
    price: null,
    amount: '1',
    partner: null,
    tags: [],
    lines: [],
  })
})

test('a replaced record keeps its frozen fields and its lines, a patched one all that is not sent', () => {
  const replaced = valuesOf({ name: 'x' }, 'replace')
  assert.equal(replaced.from, null)
  assert.ok(!('code' in replaced) && !('lines' in replaced))
  assert.deepEqual(codesOf({}, 'replace'), ['/name kit.required'])
  assert.deepEqual(valuesOf({}, 'patch'), {})
  assert.deepEqual(codesOf({ name: null }, 'patch'), ['/name kit.not_null'])
  assert.deepEqual(codesOf({ name: '  ' }, 'patch'), ['/name kit.required'])
})

test('every fault is told at once, each on its field', () => {
  const wrong = {
    name: 'too long',
    kind: 'c',
    is_good: 'yes',
    price: '1.234',
    amount: 'x',
    from: '2026-02-30',
  }
  assert.deepEqual(codesOf({ ...wrong, nobody: 1, 'a/b~c': 1 }).toSorted(), [
    '/amount kit.wrong_type',
    '/a~1b~0c kit.unknown_field',
    '/from kit.wrong_type',
    '/is_good kit.wrong_type',
    '/kind kit.not_a_choice',
    '/name kit.too_long',
    '/nobody kit.unknown_field',
    '/price kit.too_many_places',
  ])
})

test('what the API showed may come back, and only moves write a status', () => {
  const shown = {
    id: 'x',
    version: 3,
    organization: 'x',
    organization_name: 'X',
    created_at: 'x',
    updated_by: null,
  }
  const labels = { partner_name: 'X', partner_details: {}, _permissions: {}, total: '9' }
  assert.deepEqual(codesOf({ name: 'x', ...shown, ...labels }, 'replace'), [])
  assert.ok(!('total' in valuesOf({ name: 'x', total: '9' })))
  assert.deepEqual(codesOf({ status: 'posted' }, 'patch'), ['/status kit.read_only'])
  assert.deepEqual(codesOf({ name: 'x', status: 'draft' }, 'replace'), [])
  assert.deepEqual(codesOf({ tag_name: 'x' }, 'patch'), ['/tag_name kit.unknown_field'])
})

test('fields are checked against each other where both are there', () => {
  assert.deepEqual(codesOf({ from: '2026-02-01', to: '2026-01-31' }, 'patch'), ['/to kit.order'])
  assert.deepEqual(codesOf({ from: '2026-02-01', to: '2026-02-01' }, 'patch'), [])
  assert.deepEqual(codesOf({ to: '2026-01-31' }, 'patch'), [])
  const strict: Resource = { ...record, checks: [{ field: 'to', is: 'after', other: 'from' }] }
  const same = { from: '2026-02-01', to: '2026-02-01' }
  assert.deepEqual(checkRecord(strict, same, 'patch').faults, [
    { pointer: '/to', code: 'kit.order_strict', parameters: { record: 'common.tag', other: 'from' } },
  ])
  assert.deepEqual(checkRecord(strict, { ...same, to: '2026-02-02' }, 'patch').faults, [])
})

test('only an object is a record', () => {
  for (const input of [null, undefined, 'x', 1, [], [{}]])
    assert.deepEqual(codesOf(input), [' kit.wrong_type'])
})

test('names of what every object has are no fields', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    assert.deepEqual(codesOf(JSON.parse(`{"${name}": 1}`), 'patch'), [`/${name} kit.unknown_field`])
})
