/** All kinds of field in files: what an export writes, an import reads as the same value. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field, Kind } from '#contract/kit/field/field.ts'
import { fixtures } from '#contract/kit/field/fixtures.ts'
import { resource } from '#contract/kit/resource.ts'
import type { Notation } from '#contract/transfer/data-job.ts'
import { csvColumns, fromCells, toCells } from './columns.ts'

const sample = (field: Field) =>
  resource('common.tag', {
    label: ['Sample', 'Samples'],
    scope: 'tenant',
    display: '{sample}',
    fields: { sample: field },
    list: { columns: [], filters: [], search: [], order: [], default: 'sample' },
    form: [],
  })

for (const kind of Object.keys(fixtures) as Kind[]) {
  const field = { kind, mode: 'required' as const, ...fixtures[kind].facts }
  const value = fixtures[kind].good(field)
  if (value === undefined) continue
  test(`${kind}: a good value comes back from its cell`, () => {
    const record = sample(field)
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

const spelled: readonly (readonly [Kind, string, string, unknown])[] = [
  ['decimal', 'de', '1.234,56', '1234.56'],
  ['decimal', 'de', '1.250', '1250'],
  ['decimal', 'en', '1,250', '1250'],
  ['money', 'de', '-0,5', '-0.5'],
  ['integer', 'de', '1.000', 1000],
  ['date', 'de', '1.2.2026', '2026-02-01'],
  ['date', 'de', '31.12.2026 00:00:00', '2026-12-31'],
  ['date', 'en', '31/12/2026', '2026-12-31'],
  ['date', 'de', '2026-12-31', '2026-12-31'],
  // What programs write is taken to the letter; what is no number stays for the check to refuse.
  ['decimal', 'plain', '1.250', '1.250'],
  ['decimal', 'plain', '1,5', '1,5'],
  ['decimal', 'de', '1.2.3', '1.2.3'],
  ['text', 'de', '1.250', '1.250'],
]
for (const [kind, notation, written, value] of spelled) {
  test(`${kind} ${written} is ${value} in a file written ${notation}`, () => {
    assert.deepEqual(
      fromCells(sample({ kind, mode: 'required' }), { sample: written }, notation as Notation),
      {
        sample: value,
      },
    )
  })
}

test('a share written in percent is read as one', () => {
  const share = sample({ kind: 'decimal', mode: 'required', share: true })
  assert.deepEqual(fromCells(share, { sample: '7,5 %' }, 'de'), { sample: '0.075' })
})
