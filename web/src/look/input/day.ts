/** Reads the dates people type: `4.12.`, `4/12/26`, `041226`, `4 Dec`, `+7`; writes them by language. */
import { formatDay, tagOf } from '#web/look/words/format.ts'
import { dayAt } from '#web/look/words/zone.ts'

/**
 * The day that was meant as `YYYY-MM-DD`, null for nothing, undefined when it is no date. Day comes
 * before month, as in Europe; without a year it is the one that lies nearest to today.
 */
export function readDay(text: string, language: string, today: string): string | null | undefined {
  const plain = text.trim().toLowerCase()
  if (plain === '') return null
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const step = /^[+-]\d{1,4}$/.exec(plain)
  if (step) return addDays(today, Number(plain))
  const numbers = /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(plain) ?? splitWords(plain, language)
  if (!numbers) return undefined
  const [, day, month, year] = numbers
  if (year) return dayOf(fullYear(year), Number(month), Number(day))
  return nearest(Number(month), Number(day), today)
}

/** A day as it stands in a field: `04.12.2026`, `4 Dec 2026`. */
export function writeDay(day: string | null, language: string): string {
  return day === null || day === '' ? '' : formatDay(day, language)
}

/** Today in the reader's time zone. */
export function todayHere(now = new Date()): string {
  return dayAt(now)
}

export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}

/** The weekday in short: `Fri`. */
export function weekdayOf(day: string, language: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return ''
  return new Intl.DateTimeFormat(tagOf(language), { weekday: 'short', timeZone: 'UTC' }).format(date)
}

/** `4.12.26`, `4/12`, `4 dec 2026`, `4. Dezember`. */
function splitWords(text: string, language: string): (string | undefined)[] | null {
  const match = /^(\d{1,2})[.\-/ ]+([\d\p{L}]+)[.\-/, ]*(\d{4}|\d{2})?$/u.exec(text)
  if (!match) return null
  const month = /^\d{1,2}$/.test(match[2] ?? '') ? match[2] : monthNamed(match[2] ?? '', language)
  return month === undefined ? null : [match[0], match[1], month, match[3]]
}

/** The number of a month by the beginning of its name, in the reader's language or English. */
function monthNamed(name: string, language: string): string | undefined {
  if (name.length < 3) return undefined
  for (const tag of [tagOf(language), 'en-GB']) {
    const format = new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' })
    for (let month = 0; month < 12; month++) {
      const long = format.format(Date.UTC(2026, month, 1)).toLowerCase()
      if (long.startsWith(name.slice(0, long.length))) return String(month + 1)
    }
  }
  return undefined
}

function fullYear(year: string): number {
  return year.length === 4 ? Number(year) : 2000 + Number(year)
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  date.setUTCFullYear(year)
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return same && year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined
}

function nearest(month: number, day: number, today: string): string | undefined {
  const year = Number(today.slice(0, 4))
  const distance = (one: string) => Math.abs(Date.parse(one) - Date.parse(today))
  return [year - 1, year, year + 1]
    .map((one) => dayOf(one, month, day))
    .filter((one) => one !== undefined)
    .toSorted((a, b) => distance(a) - distance(b))[0]
}
