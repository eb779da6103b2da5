/** All kinds of field at once, by their fixtures: what is good is stored, what is wrong is refused by its code. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkRecord } from '#contract/kit/check-record.ts'
import { resource } from '#contract/kit/resource.ts'
import { checkValue } from './check.ts'
import { type Field, type Kind, optional } from './field.ts'
import { fixtures } from './fixtures.ts'

const kinds = Object.keys(fixtures) as Kind[]

const fieldOf = (kind: Kind): Field => ({ kind, mode: 'required', ...fixtures[kind].facts })

const recordWith = (field: Field) =>
  resource('common.tag', {
    label: ['Sample', 'Samples'],
    scope: 'tenant',
    display: '{sample}',
    fields: { sample: field },
    list: { columns: [], filters: [], search: [], order: [], default: 'sample' },
    form: [],
  })

for (const kind of kinds) {
  const field = fieldOf(kind)
  const { good, wrong, wrongLater = [] } = fixtures[kind]
  const record = recordWith(field)
  const check = (value: unknown) => checkRecord(record, { sample: value }, 'patch')

  test(`${kind}: a good value is taken, and its stored form is good again`, () => {
    const value = good(field)
    if (value === undefined) return
    const { values, faults } = check(value)
    assert.deepEqual(faults, [])
    assert.deepEqual(check(values.sample).values, values)
    assert.deepEqual(checkValue(null, optional(field)), { value: null })
  })

  test(`${kind}: wrong values are refused on the field by their code`, () => {
    for (const [value, code] of wrong(field)) {
      const { faults } = check(value)
      const found = faults.map((fault) => [fault.pointer, fault.code])
      assert.deepEqual(found, [['/sample', code]], JSON.stringify(value))
    }
    if (field.mode !== 'server') assert.equal(check(null).faults[0]?.code, 'kit.not_null')
  })

  test(`${kind}: what only the server can refuse is left to it`, () => {
    for (const [value] of wrongLater) assert.deepEqual(check(value).faults, [], JSON.stringify(value))
  })
}
