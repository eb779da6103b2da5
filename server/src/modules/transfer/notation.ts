/** Cells of people as programs write them: `1.234,56` and `31.12.2026` become `1234.56` and `2026-12-31`. */
import type { Field } from '#contract/kit/field/field.ts'
import { divide } from '#contract/kit/decimal.ts'
import { type Point, readWritten } from '#contract/kit/written-decimal.ts'
import type { Notation } from '#contract/transfer/data-job.ts'

interface Signs {
  readonly point: Point
  /** Day, month, year; a spreadsheet may write midnight behind them. */
  readonly day: RegExp
}

const written: Readonly<Record<Exclude<Notation, 'plain'>, Signs>> = {
  de: { point: ',', day: /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: 00:00(?::00)?)?$/ },
  en: { point: '.', day: /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: 00:00(?::00)?)?$/ },
}
const numeric: ReadonlySet<Field['kind']> = new Set(['decimal', 'money', 'quantity', 'integer'])
/** The field's own check says how many there may be. */
const anyPlaces = 30

/** What is no number or day of that notation stays, so that the field's own check refuses it. */
export function plainCell(field: Field, text: string, notation: Notation): string {
  if (notation === 'plain') return text
  const { point, day } = written[notation]
  if (numeric.has(field.kind)) {
    const isPercent = field.share === true && /%\s*$/.test(text)
    const reading = readWritten(isPercent ? text.replace(/%\s*$/, '') : text, point, anyPlaces)
    if (!('value' in reading) || reading.value === null) return text
    return isPercent ? divide(reading.value, '100', anyPlaces) : reading.value
  }
  if (field.kind !== 'date') return text
  return text.trim().replace(day, (_, ...[days, months, year]: string[]) => {
    return `${year}-${months?.padStart(2, '0')}-${days?.padStart(2, '0')}`
  })
}
