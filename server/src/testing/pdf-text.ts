/** Reads the text of a PDF that Typst wrote, page by page and with its place, for tests on any machine. */
import { inflateSync } from 'node:zlib'

export interface TextRun {
  readonly text: string
  /** Millimetres from the left and upper edge of the sheet to the start of the base line. */
  readonly x: number
  readonly y: number
}

export interface PdfPage {
  readonly runs: readonly TextRun[]
  /** The runs in the order of reading, one a line. */
  readonly text: string
}

type Objects = ReadonlyMap<string, string>

export function readPdf(bytes: Uint8Array): PdfPage[] {
  const objects = readObjects(Buffer.from(bytes).toString('latin1'))
  const root = [...objects.values()].find((each) => /\/Type \/Pages\b/.test(each)) ?? ''
  const kids = /\/Kids \[([^\]]*)\]/.exec(root)?.[1] ?? ''
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, id = '']) => readPage(objects.get(id) ?? '', objects))
}

/** All text of all pages. */
export function pdfText(bytes: Uint8Array): string {
  return readPdf(bytes)
    .map(({ text }) => text)
    .join('\n')
}

function readObjects(source: string): Objects {
  const found = source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)
  return new Map([...found].map(([, id = '', body = '']) => [id, body]))
}

function readPage(page: string, objects: Objects): PdfPage {
  const fonts = /\/Font <<([\s\S]*?)>>/.exec(page)?.[1] ?? ''
  const letters = new Map(
    [...fonts.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? ''
      return [name, readLetters(streamOf(objects.get(unicode) ?? ''))]
    }),
  )
  const content = /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? ''
  const runs = readRuns(streamOf(objects.get(content) ?? ''), letters)
  return { runs, text: runs.map(({ text }) => text).join('\n') }
}

function streamOf(object: string): string {
  const start = object.indexOf('\nstream\n')
  if (start < 0) return ''
  const bytes = Buffer.from(object.slice(start + 8, object.lastIndexOf('\nendstream')), 'latin1')
  return object.slice(0, start).includes('/FlateDecode')
    ? inflateSync(bytes).toString('latin1')
    : bytes.toString('latin1')
}

/** A font's ToUnicode table: what each two-byte code of it stands for. */
function readLetters(table: string): ReadonlyMap<string, string> {
  const pairs = [...table.matchAll(/^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$/gm)]
  return new Map(
    pairs.map(([, code = '', text = '']) => {
      return [code.toLowerCase(), Buffer.from(text, 'hex').swap16().toString('utf16le')]
    }),
  )
}

/** Typst writes one operator a line. */
function readRuns(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): TextRun[] {
  const runs: TextRun[] = []
  let [left, top, x, y] = [0, 0, 0, 0]
  let letters: ReadonlyMap<string, string> = new Map()
  for (const line of content.split('\n')) {
    const words = line.split(' ')
    if (line.endsWith(' cm')) [left, top] = [Number(words[4]), Number(words[5])]
    if (line.endsWith(' Tm')) [x, y] = [Number(words[4]), Number(words[5])]
    if (line.endsWith(' Tf')) letters = fonts.get(words[0]?.slice(1) ?? '') ?? new Map()
    if (!/ T[jJ]$/.test(line)) continue
    const codes = Buffer.from(readStrings(line), 'latin1').toString('hex').match(/.{4}/g) ?? []
    const text = codes.map((code) => letters.get(code) ?? '\ufffd').join('')
    runs.push({ text, x: millimetres(left + x), y: 297 - millimetres(top - y) })
  }
  return runs
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** The literal strings of a line, joined; a pair of brackets inside one is not escaped. */
function readStrings(line: string): string {
  let depth = 0
  let text = ''
  for (const [token] of line.matchAll(/\\[0-7]{3}|\\[^]|[^]/g)) {
    if (token === ')') depth -= 1
    if (depth > 0) text += token.length === 1 ? token : unescaped(token.slice(1))
    if (token === '(') depth += 1
  }
  return text
}

function unescaped(token: string): string {
  return token.length === 3 ? String.fromCharCode(Number.parseInt(token, 8)) : (escapes[token] ?? token)
}

function millimetres(points: number): number {
  return (points / 72) * 25.4
}
