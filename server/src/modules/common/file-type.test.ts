/** A file is what is in it, whatever it is called (RULINGS 29). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mediaTypeOf } from './file-type.ts'

const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument.spreadsheet'

/** The local headers of an archive, all that is looked at. */
const archive = (...names: string[]) =>
  names.map((name) => `PK\x03\x04${'\0'.repeat(22)}${String.fromCharCode(name.length)}\0\0\0${name}`).join('')

const cases: readonly (readonly [name: string, content: string, type: string | null])[] = [
  ['report.png', '%PDF-1.7\n', 'application/pdf'],
  ['photo.pdf', '\x89PNG\r\n\x1a\n', 'image/png'],
  ['book.docx', archive('[Content_Types].xml', 'xl/workbook.xml'), `${office}.spreadsheetml.sheet`],
  ['book', archive('[Content_Types].xml', 'word/document.xml'), `${office}.wordprocessingml.document`],
  ['table.ods', archive(`mimetype${openDocument}`), openDocument],
  ['not-a-book.xlsx', archive('run.exe'), null],
  ['macros.xlsx', archive('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin'), null],
  ['app.jar', archive('META-INF/MANIFEST.MF'), null],
  ['page.html', '<!doctype html><script>alert(1)</script>', null],
  ['page.png', '<!doctype html><script>alert(1)</script>', null],
  ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', null],
  ['program.txt', 'MZ\0\0', null],
  ['list.csv', 'a;b\n', 'text/csv'],
  ['page.txt', '<script>alert(1)</script>', 'text/plain'],
]

for (const [name, content, type] of cases) {
  test(`${name} is ${type ?? 'not taken'}`, () => {
    assert.equal(mediaTypeOf(Buffer.from(content, 'latin1'), name), type)
  })
}
