/** All kinds of field in files: what an export writes, an import reads as the same value. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Kind } from '#contract/kit/field/field.ts'
import { fixtures } from '#contract/kit/field/fixtures.ts'
import { resource } from '#contract/kit/resource.ts'
import { csvColumns, fromCells, toCells } from './columns.ts'

for (const kind of Object.keys(fixtures) as Kind[]) {
  const field = { kind, mode: 'required' as const, ...fixtures[kind].facts }
  const value = fixtures[kind].good(field)
  if (value === undefined) continue
  test(`${kind}: a good value comes back from its cell`, () => {
    const record = resource('common.tag', {
      label: ['Sample', 'Samples'],
      scope: 'tenant',
      display: '{sample}',
      fields: { sample: field },
      list: { columns: [], filters: [], search: [], order: [], default: 'sample' },
      form: [],
    })
    const columns = csvColumns(record)
    const cells = toCells(record, { sample: value }, columns)
    const read = fromCells(record, Object.fromEntries(columns.map(({ name }, at) => [name, cells[at] ?? ''])))
    assert.deepEqual(read, { sample: value })
  })
}

test('text that a spreadsheet would run is disarmed in the file and whole again after', () => {
  const record = resource('common.tag', {
    label: ['Sample', 'Samples'],
    scope: 'tenant',
    display: '{text}',
    fields: { text: { kind: 'text', mode: 'required' }, tags: { kind: 'tags', mode: 'defaulted' } },
    list: { columns: [], filters: [], search: [], order: [], default: 'text' },
    form: [],
  })
  const row = { text: '=1+1', tags: ['@first', 'second'] }
  const columns = csvColumns(record)
  const cells = toCells(record, row, columns)
  assert.deepEqual(cells, ['', "'=1+1", "'@first,second"])
  assert.deepEqual(fromCells(record, { text: "'=1+1", tags: "'@first,second" }), row)
})
