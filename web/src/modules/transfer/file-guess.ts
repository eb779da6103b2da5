/** Guesses how a file is written from what stands in it; the reader may choose otherwise. */
import type { Notation } from '#contract/transfer/data-job.ts'

export type Encoding = 'utf-8' | 'windows-1252'

/** What is no UTF-8 but text is what spreadsheets of western Europe write. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes.includes(0)) return 'utf-8' // no text at all, which the server says
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

const written: Readonly<Record<Exclude<Notation, 'plain'>, RegExp>> = {
  de: /^\d{1,2}\.\d{1,2}\.\d{4}( |$)|^-?\d{1,3}(\.\d{3})*,\d+$|^-?\d+,\d+$/,
  en: /^\d{1,2}\/\d{1,2}\/\d{4}( |$)|^-?\d{1,3}(,\d{3})+(\.\d+)?$/,
}

/** What only one of them writes decides; `1,250`, which both do, goes by the reader's language. */
export function notationOf(cells: readonly string[], language: string): Notation {
  const own = language === 'de' ? 'de' : 'en'
  const other = own === 'de' ? 'en' : 'de'
  const isOnly = (one: 'de' | 'en', not: 'de' | 'en') =>
    cells.some((cell) => written[one].test(cell.trim()) && !written[not].test(cell.trim()))
  if (isOnly(other, own)) return other
  return cells.some((cell) => written[own].test(cell.trim())) ? own : 'plain'
}
