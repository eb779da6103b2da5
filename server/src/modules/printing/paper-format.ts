/** Numbers, dates and addresses as they stand on paper, written from decimal strings without a float. */
import { fill } from '#contract/kit/failure.ts'
import type { PaperLanguage, PaperReference } from './invoice-paper.ts'

const minus = '\u2212'
const fixedSpace = '\u00a0'

interface Places {
  readonly least: number
  readonly most: number
}

const marks = {
  en: { point: '.', group: ',', percent: '%' },
  de: { point: ',', group: '.', percent: `${fixedSpace}%` },
} as const satisfies Record<PaperLanguage, object>

const months = {
  en: 'January February March April May June July August September October November December'.split(' '),
} as const

/** A figure that cannot be printed without losing a digit; showing it rounded would hide an error. */
export class InexactFigure extends Error {}

function formatDecimal(value: string, { least, most }: Places, language: PaperLanguage): string {
  const { point, group } = marks[language]
  const [whole = '', fraction = ''] = value.replace('-', '').split('.')
  const digits = fraction.replace(/0+$/, '').padEnd(least, '0')
  if (digits.length > most) throw new InexactFigure(`${value} has more than ${most} decimal places`)
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, group)
  const isNegative = value.startsWith('-') && /[1-9]/.test(value)
  return `${isNegative ? minus : ''}${grouped}${digits === '' ? '' : point + digits}`
}

/** An amount of money, with exactly the currency's places. */
export function formatAmount(value: string, places: number, language: PaperLanguage): string {
  return formatDecimal(value, { least: places, most: places }, language)
}

/** A price may be finer than the currency: 0.012345 a piece. */
export function formatPrice(value: string, places: number, language: PaperLanguage): string {
  return formatDecimal(value, { least: places, most: 10 }, language)
}

export function formatQuantity(value: string, language: PaperLanguage): string {
  return formatDecimal(value, { least: 0, most: 10 }, language)
}

export function formatPercent(value: string, language: PaperLanguage): string {
  return formatQuantity(value, language) + marks[language].percent
}

/** 2026-03-09 is "9 March 2026" in English, where 03/09 could be two days, and "09.03.2026" in German. */
export function formatDate(value: string, language: PaperLanguage): string {
  const [year = '', month = '', day = ''] = value.split('-')
  if (language === 'de') return `${day}.${month}.${year}`
  return [day.replace(/^0/, ''), months.en[Number(month) - 1], year].join(fixedSpace)
}

/** A document by number, with its date where it is known: the pattern is such as "{number} of {date}". */
export function formatReference(
  { number, date }: PaperReference,
  pattern: string,
  language: PaperLanguage,
): string {
  return date === null ? number : fill(pattern, { number, date: formatDate(date, language) })
}

/** In groups of four, as a bank prints it. */
export function formatIban(value: string): string {
  const compact = value.replace(/\s/g, '').toUpperCase()
  return compact.replace(/(.{4})(?=.)/g, `$1${fixedSpace}`)
}
