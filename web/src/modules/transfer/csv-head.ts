/** The first lines of a CSV file, read in the browser to show what its columns hold. */
import { type Encoding, encodingOf } from './file-guess.ts'

export interface CsvHead {
  readonly columns: readonly string[]
  /** By column, a few of the first values that are not empty. */
  readonly samples: readonly (readonly string[])[]
  /** All values of the first lines. */
  readonly cells: readonly string[]
}

const headBytes = 65_536
const sampleCount = 3

export async function readHead(file: Blob): Promise<CsvHead & { readonly encoding: Encoding }> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, headBytes))
  return { ...parseHead(text, bytes.length <= headBytes), encoding }
}

/** The last line of a part may be cut off and is left out. */
export function parseHead(text: string, isWhole: boolean): CsvHead {
  const lines = linesOf(text.replace(/^\ufeff/, ''))
  const whole = isWhole ? lines : lines.slice(0, -1)
  const [columns = [], ...rows] = whole.filter((cells) => cells.some((cell) => cell !== ''))
  const samples = columns.map((_, index) =>
    rows
      .map((cells) => cells[index] ?? '')
      .filter((cell) => cell !== '')
      .slice(0, sampleCount),
  )
  return { columns: columns.map((name) => name.trim()), samples, cells: rows.flat() }
}

function linesOf(text: string): readonly (readonly string[])[] {
  const delimiter = delimiterOf(text)
  const lines: string[][] = []
  let cells: string[] = []
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${delimiter}\\r\\n]*)(${delimiter}|\\r?\\n|$)`, 'gy')
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    const [, raw = '', end = ''] = match
    cells.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === delimiter) continue
    lines.push(cells)
    cells = []
    if (end === '') break
  }
  return lines
}

/** The sign that stands most often between the names of the columns, as the server sees it. */
function delimiterOf(text: string): string {
  const header = (text.split('\n', 1)[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const count = (sign: string) => header.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}
