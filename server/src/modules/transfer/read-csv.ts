/** Reads CSV from a stream: in the encoding named or not at all, comma or semicolon or tab, faults with lines. */
import { CsvError, parse } from 'csv-parse'
import { Readable, Transform } from 'node:stream'
import { Refusal } from '#contract/kit/failure.ts'

/** `windows-1252` is what spreadsheets of western Europe write when they are asked for plain CSV. */
export const encodings = ['utf-8', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** The longest line in characters: a document with a thousand lines in one cell fits. */
const longestLine = 1_000_000

/** The lines of the file as lists of cells; the first names the columns. */
export async function* readCsv(source: Readable, encoding: Encoding): AsyncGenerator<readonly string[]> {
  const text = source.pipe(onlyText(encoding))
  source.on('error', (error) => text.destroy(error))
  try {
    const pieces = text[Symbol.asyncIterator]() as AsyncIterator<string>
    const first = await firstLine(pieces)
    const parser = Readable.from(joined(first, pieces)).pipe(
      parse({
        bom: true,
        delimiter: delimiterOf(first),
        skip_empty_lines: true,
        max_record_size: longestLine,
      }),
    )
    for await (const cells of parser as AsyncIterable<string[]>) yield cells
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error
  }
}

/** The beginning of the file, up to the end of its first line at least. */
async function firstLine(pieces: AsyncIterator<string>): Promise<string> {
  let start = ''
  while (!start.includes('\n') && start.length < longestLine) {
    const piece = await pieces.next()
    if (piece.done) break
    start += piece.value
  }
  return start
}

async function* joined(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first
  for (;;) {
    const piece = await rest.next()
    if (piece.done) return
    yield piece.value
  }
}

/** The sign that stands most often between the names of the columns. */
function delimiterOf(start: string): string {
  const header = (start.split('\n', 1)[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const count = (sign: string) => header.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** Refuses what is no text: wrong encodings, pictures, spreadsheets. */
function onlyText(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const decode = (chunk: Uint8Array | undefined, done: (error: Error | null, text?: string) => void) => {
    let text: string
    try {
      text = chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
    } catch {
      return done(new Refusal('transfer.not_text'))
    }
    return text.includes('\u0000') ? done(new Refusal('transfer.not_text')) : done(null, text)
  }
  return new Transform({
    decodeStrings: false,
    transform: (chunk, _encoding, done) => decode(chunk as Uint8Array, done),
    flush: (done) => decode(undefined, done),
  })
}

const unreadable = (error: CsvError): Refusal =>
  new Refusal('transfer.unreadable', { line: Number(error.lines ?? 0), reason: error.message.slice(0, 200) })
