/** Numbers, money and dates as a language writes them. Amounts are decimal strings, never floats. */
import { useI18n } from 'vue-i18n'
import { timeZone } from './zone.ts'

const tags: Readonly<Record<string, string>> = { en: 'en-GB', de: 'de-DE' }

/** The regional form that a language is written in: English with day before month and 24 hours. */
export function tagOf(language: string): string {
  return tags[language] ?? language
}

export interface Places {
  /** Least and most digits behind the decimal point. */
  readonly least?: number
  readonly most?: number
}

/** `1234.5` as `1,234.5` or `1.234,5`; trailing zeros go unless `least` keeps them. */
export function formatDecimal(value: string, language: string, { least = 0, most = 6 }: Places = {}): string {
  return numbers(language, {
    minimumFractionDigits: least,
    maximumFractionDigits: Math.max(least, most),
  }).format(value as Intl.StringNumericLiteral)
}

/** `12.5` of `kg` as `12,5 kg`; the space does not break. */
export function formatQuantity(value: string, unit: string | null | undefined, language: string): string {
  const number = formatDecimal(value, language)
  return unit ? `${number}\u00a0${unit}` : number
}

/** `1234.5` of `EUR` as `1.234,50 €`. Unit prices may show `most` digits; amounts show the currency's own. */
export function formatMoney(
  value: string,
  currency: string | null | undefined,
  language: string,
  places: Places = {},
): string {
  if (!currency) return formatDecimal(value, language, { least: 2, ...places })
  const options: Intl.NumberFormatOptions = { style: 'currency', currency }
  if (places.least !== undefined) options.minimumFractionDigits = places.least
  if (places.most !== undefined) options.maximumFractionDigits = places.most
  return numbers(language, options).format(value as Intl.StringNumericLiteral)
}

/** `0.19` as `19 %`. */
export function formatShare(value: string, language: string): string {
  return numbers(language, { style: 'percent', maximumFractionDigits: 3 }).format(
    value as Intl.StringNumericLiteral,
  )
}

/** A business date `2026-11-03`; it has no time zone and gets none. */
export function formatDay(
  day: string,
  language: string,
  style: 'short' | 'medium' | 'full' = 'medium',
): string {
  const instant = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(instant.getTime())) return day
  return dates(language, { dateStyle: style, timeZone: 'UTC' }).format(instant)
}

/** An instant in the reader's own time zone. */
export function formatInstant(instant: string, language: string, seconds = false): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return instant
  const style = { dateStyle: 'medium', timeStyle: seconds ? 'medium' : 'short' } as const
  return dates(language, { ...style, timeZone: timeZone() }).format(date)
}

const known = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

/** Making a formatter takes longer than a row of a grid; each is made once. */
function numbers(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${language}${JSON.stringify(options)}`
  const found = known.get(key) ?? new Intl.NumberFormat(tagOf(language), options)
  known.set(key, found)
  return found as Intl.NumberFormat
}

function dates(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${language}${JSON.stringify(options)}`
  const found = known.get(key) ?? new Intl.DateTimeFormat(tagOf(language), options)
  known.set(key, found)
  return found as Intl.DateTimeFormat
}

/** The same functions in the language of the screen. Empty values become an empty string. */
export function useFormat() {
  const { locale } = useI18n()
  return {
    decimal: (value: string | null | undefined, places?: Places) =>
      value ? formatDecimal(value, locale.value, places) : '',
    quantity: (value: string | null | undefined, unit?: string | null) =>
      value ? formatQuantity(value, unit, locale.value) : '',
    money: (value: string | null | undefined, currency: string | null | undefined, places?: Places) =>
      value ? formatMoney(value, currency, locale.value, places) : '',
    share: (value: string | null | undefined) => (value ? formatShare(value, locale.value) : ''),
    day: (value: string | null | undefined, style?: 'short' | 'medium' | 'full') =>
      value ? formatDay(value, locale.value, style) : '',
    instant: (value: string | null | undefined, seconds?: boolean) =>
      value ? formatInstant(value, locale.value, seconds) : '',
  }
}
