/** Numbers in fields, as the reader's language writes them. */
import { type DecimalReading, type Point, readWritten } from '#contract/kit/written-decimal.ts'
import { tagOf } from '#web/look/words/format.ts'

export type { DecimalReading } from '#contract/kit/written-decimal.ts'

/** The canonical decimal string that was meant, null for nothing; what could be either goes by the language. */
export function readDecimal(text: string, language: string, places?: number): DecimalReading {
  return readWritten(text, pointOf(language), places)
}

/** A canonical decimal string as it stands in a field: the language's point, no grouping. */
export function writeDecimal(value: string | null, language: string, least = 0): string {
  if (value === null || value === '') return ''
  const [whole = '', fraction = ''] = value.split('.')
  const shown = fraction.replace(/0+$/, '').padEnd(least, '0')
  return shown === '' ? whole : `${whole}${pointOf(language)}${shown}`
}

function pointOf(language: string): Point {
  const parts = new Intl.NumberFormat(tagOf(language), { numberingSystem: 'latn' }).formatToParts(0.5)
  return parts.find((part) => part.type === 'decimal')?.value === ',' ? ',' : '.'
}
