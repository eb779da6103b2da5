/** The PDF printer with real Typst: what it answers, and what it survives. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pdfText } from '#server/testing/pdf-text.ts'
import { isRunning, until, untilSo, workOf } from '#server/testing/processes.ts'
import { createPdfPrinter, type PdfPrinter, type PdfPrinterSettings } from './pdf-printer.ts'

const workspace = mkdtempSync(join(tmpdir(), 'kontor-pdf-'))
const head = '#set document(title: "Test", date: datetime(year: 2026, month: 11, day: 21))\n'
const templates = {
  'greeting.typ': '#let data = json(bytes(sys.inputs.data))\n#set text(lang: "de")\nGruß an #data.name',
  'broken.typ': '#let broken = (',
  'secret.typ': '#read("/etc/passwd")',
  'glyph.typ': '#set text(font: "Libertinus Serif", fallback: false)\n北',
  'endless.typ': '#for a in range(100000) { for b in range(100000) { let c = a * b } }',
  'slow.typ': '#for a in range(2000) { for b in range(1000) { let c = a * b } }\nlate',
}
for (const [name, text] of Object.entries(templates)) writeFileSync(join(workspace, name), head + text)

const printers: PdfPrinter[] = []
function createPrinter(changes: Partial<PdfPrinterSettings> = {}): PdfPrinter {
  const printer = createPdfPrinter({ workspace, fontFolders: [], children: 1, ...changes })
  printers.push(printer)
  return printer
}
const greet = (printer: PdfPrinter, name = 'Käthe') =>
  printer.print({ template: 'greeting.typ', data: { name } })
const pidOf = (printer: PdfPrinter) => printer.processes()[0]?.pid
const print = (printer: PdfPrinter, template: string) => printer.print({ template, data: {} })

after(async () => {
  await Promise.all(printers.map((printer) => printer.close()))
  rmSync(workspace, { recursive: true })
})

describe('the PDF printer', () => {
  test('makes a tagged PDF/A-3b in the language of the text', async () => {
    const bytes = await greet(createPrinter())
    const source = bytes.toString('latin1')
    assert.match(source, /^%PDF-1\.7/)
    assert.equal(pdfText(bytes), 'Gruß an Käthe')
    assert.match(source, /<pdfaid:part>3<\/pdfaid:part>/)
    assert.match(source, /<pdfaid:conformance>B<\/pdfaid:conformance>/)
    assert.match(source, /\/Marked true/)
    assert.match(source, /\/Lang \(de\)/)
  })

  test('the same input gives the same bytes, in whichever process', async () => {
    const printer = createPrinter({ children: 2 })
    const all = await Promise.all(Array.from({ length: 6 }, () => greet(printer)))
    const other = await greet(createPrinter())
    for (const bytes of all) assert.ok(bytes.equals(other))
    assert.equal(printer.processes().length, 2)
  })

  test('answers each of many callers with his own document', async () => {
    const printer = createPrinter({ children: 2 })
    const names = Array.from({ length: 30 }, (_, number) => `Kunde ${number}`)
    const texts = await Promise.all(names.map(async (name) => pdfText(await greet(printer, name))))
    assert.deepEqual(
      texts,
      names.map((name) => `Gruß an ${name}`),
    )
  })

  test('says what is wrong with a template or its data, and the process lives on', async () => {
    const printer = createPrinter()
    await greet(printer)
    const pid = pidOf(printer)
    const faults = {
      'greeting.typ': /dictionary does not contain key "name"/,
      'broken.typ': /unclosed delimiter/,
      'missing.typ': /file not found/,
      'secret.typ': /file not found|access denied/,
      'glyph.typ': /could not be displayed/,
    }
    for (const [template, message] of Object.entries(faults)) {
      await assert.rejects(print(printer, template), { code: 'template_refused', message })
    }
    await greet(printer)
    assert.equal(pidOf(printer), pid)
  })

  test('what looks like markup in the data is printed, not carried out', async () => {
    const text = pdfText(await greet(createPrinter(), '#panic("x") *fett* $1$ @a <b> \\ "'))
    assert.equal(text, 'Gruß an #panic("x") *fett* $1$ @a <b> \\ "')
  })

  test('replaces a process after 50 documents', async () => {
    const printer = createPrinter()
    await greet(printer)
    const first = pidOf(printer)
    for (let count = 2; count <= 49; count += 1) await greet(printer)
    assert.equal(pidOf(printer), first)
    await greet(printer)
    await until(() => !isRunning(first))
    await greet(printer)
    assert.notEqual(pidOf(printer), first)
  })

  test('a process killed in the middle costs nobody his document', async () => {
    const printer = createPrinter()
    await greet(printer)
    const first = pidOf(printer)
    const before = workOf(first)
    const documents = [print(printer, 'slow.typ'), greet(printer, 'Jörg')]
    await until(() => workOf(first) > before + 5)
    assert.equal(printer.processes()[0]?.busy, true)
    process.kill(first ?? 0, 'SIGKILL')
    const [slow, greeting] = await Promise.all(documents)
    assert.equal(pdfText(slow ?? Buffer.of()), 'late')
    assert.equal(pdfText(greeting ?? Buffer.of()), 'Gruß an Jörg')
    assert.notEqual(pidOf(printer), first)
  })

  test('a document that loses two processes is refused, and the next one is printed', async () => {
    const printer = createPrinter()
    const refused = assert.rejects(print(printer, 'endless.typ'), { code: 'child_lost' })
    const first = pidOf(printer)
    process.kill(first ?? 0, 'SIGKILL')
    await until(() => pidOf(printer) !== first && pidOf(printer) !== undefined)
    process.kill(pidOf(printer) ?? 0, 'SIGKILL')
    await refused
    assert.equal(pdfText(await greet(printer)), 'Gruß an Käthe')
  })

  test('a document that never ends is refused, and its processes are ended', async () => {
    const printer = createPrinter({ timeoutMilliseconds: 3000 })
    const refused = assert.rejects(print(printer, 'endless.typ'), { code: 'timed_out' })
    const first = pidOf(printer)
    await refused
    await until(() => !isRunning(first))
    // On a busy machine starting a process may take longer than this printer waits.
    let text = ''
    await untilSo(async () => (text = await greet(printer).then(pdfText, () => '')) !== '')
    assert.equal(text, 'Gruß an Käthe')
  })
})
