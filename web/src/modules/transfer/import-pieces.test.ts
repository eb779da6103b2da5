/** What the import page works out in the browser: the head of a file, its columns' fields, rows to mend. */
import { expect, test } from 'vitest'
import { parseHead, readHead } from './csv-head.ts'
import { encodingOf, notationOf } from './file-guess.ts'
import { matchColumns, missingTargets } from './match-columns.ts'
import { rowsAsCsv } from './rows-as-csv.ts'

test('a head is read with quotes, line breaks in cells and any delimiter', () => {
  expect(parseHead('\ufeffNumber;Name\r\n1;"A ""B""; C"\r\n2;\r\n3;"two\nlines"\r\n', true)).toEqual({
    columns: ['Number', 'Name'],
    samples: [
      ['1', '2', '3'],
      ['A "B"; C', 'two\nlines'],
    ],
    cells: ['1', 'A "B"; C', '2', '', '3', 'two\nlines'],
  })
})

test('a line that is cut off is left out', () => {
  expect(parseHead('a,b\n1,2\n3,4', false).samples).toEqual([['1'], ['2']])
  expect(parseHead('a,b\n1,2\n3,4', true).samples).toEqual([
    ['1', '3'],
    ['2', '4'],
  ])
})

const targets = [
  { name: 'number', label: 'Nummer', is_required: false },
  { name: 'name.de', label: 'Name (de)', is_required: true },
  { name: 'name.en', label: 'Name (en)', is_required: true },
  { name: 'is_customer', label: 'Kunde', is_required: true },
]

test('columns find their field by name or label, and none twice', () => {
  expect(matchColumns(['NUMMER', 'name.en', 'Is customer', 'Kunde', 'Farbe'], targets)).toEqual([
    'number',
    'name.en',
    'is_customer',
    '',
    '',
  ])
})

test('a text needs one of its languages', () => {
  expect(missingTargets(['name.en'], targets).map(({ name }) => name)).toEqual(['is_customer'])
})

test('rows to mend are disarmed and say what was wrong', () => {
  const row = { id: '', row_number: 1, row_key: '', outcome: 'failed', reason: 'No', warnings: [] }
  const errors = [{ field: 'name', message: 'Too long.' }]
  expect(rowsAsCsv([{ ...row, errors, cells: { name: '=1+1', price: '-2' } }], 'why')).toBe(
    '"name","price","why"\r\n"\'=1+1","-2","name: Too long."',
  )
})

test('how a file is written is guessed from what only one way of writing has', () => {
  expect(notationOf(['A-1', '1250.5', '2026-12-31'], 'de')).toBe('plain')
  expect(notationOf(['A-1', '1250', '12,5'], 'en')).toBe('de')
  expect(notationOf(['31.12.2026'], 'en')).toBe('de')
  expect(notationOf(['1,250.50'], 'de')).toBe('en')
  expect(notationOf(['31/12/2026'], 'de')).toBe('en')
  expect(notationOf(['1,250'], 'de')).toBe('de')
  expect(notationOf(['1,250'], 'en')).toBe('en')
  expect(notationOf(['Cup, small', '1.2.3'], 'de')).toBe('plain')
})

test('what is no UTF-8 but text is read as spreadsheets of western Europe write', async () => {
  const latin = Uint8Array.from([...'Größe;Käuzchen'].map((sign) => sign.charCodeAt(0)))
  expect(encodingOf(latin)).toBe('windows-1252')
  expect(encodingOf(new TextEncoder().encode('Größe'))).toBe('utf-8')
  expect(encodingOf(Uint8Array.from([0xff, 0xfe, 0x41, 0]))).toBe('utf-8')
  expect((await readHead(new Blob([latin]))).columns).toEqual(['Größe', 'Käuzchen'])
})
