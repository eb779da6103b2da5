/** Business dates: `YYYY-MM-DD` strings, counted by the calendar and never by a clock (DOMAIN 18). */

/** Thrown for text that is no date: a fault of our code, since input passes `isDate`. */
export class NotADate extends Error {
  constructor(text: unknown) {
    super(`not a date: ${String(text).slice(0, 40)}`)
    this.name = 'NotADate'
  }
}

const shape = /^\d{4}-\d{2}-\d{2}$/
const oneDay = 86_400_000

/** True for a day of the calendar between the years 1 and 9999. */
export function isDate(text: unknown): text is string {
  if (typeof text !== 'string' || !shape.test(text) || text < '0001-01-01') return false
  return (
    Number(text.slice(8)) <= daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7))) &&
    Number(text.slice(8)) > 0
  )
}

/** The day `days` after (or, negative, before) a date. */
export function addDays(date: string, days: number): string {
  return fromDayNumber(toDayNumber(date) + days)
}

/** The same day `months` later, or the last day of that month where it is shorter. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = parts(date)
  const count = year * 12 + (month - 1) + months
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1]
  return write(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))
}

export function startOfMonth(date: string): string {
  const { year, month } = parts(date)
  return write(year, month, 1)
}

export function endOfMonth(date: string): string {
  const { year, month } = parts(date)
  return write(year, month, daysInMonth(year, month))
}

/** Days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return toDayNumber(to) - toDayNumber(from)
}

/** -1, 0 or 1 as left is before, the same as or after right. */
export function compareDates(left: string, right: string): -1 | 0 | 1 {
  parts(left)
  parts(right)
  return left < right ? -1 : left > right ? 1 : 0
}

/** True while a validity runs: both ends belong to it, null is open. */
export function isWithin(
  date: string,
  from: string | null | undefined,
  to: string | null | undefined,
): boolean {
  if (from && compareDates(date, from) < 0) return false
  return !(to && compareDates(date, to) > 0)
}

/** The business date in an IANA zone at an instant (a Date or ISO text with zone). */
export function dateIn(zone: string, instant: Date | string): string {
  const at = typeof instant === 'string' ? new Date(instant) : instant
  if (Number.isNaN(at.getTime())) throw new NotADate(instant)
  const found = { year: 0, month: 0, day: 0 }
  for (const { type, value } of calendarOf(zone).formatToParts(at)) {
    if (type === 'year' || type === 'month' || type === 'day') found[type] = Number(value)
  }
  return write(found.year, found.month, found.day)
}

/** True where `Intl` knows the zone. */
export function isTimeZone(zone: string): boolean {
  try {
    calendarOf(zone)
    return true
  } catch {
    return false
  }
}

/**
 * The first instant of a date in a zone. "As of a day" is everything before the start of the next one; the
 * zone's offset is never assumed, as it may change at midnight.
 */
export function startOfDate(zone: string, date: string): Date {
  const midnight = toDayNumber(date) * oneDay
  let before = midnight - 2 * oneDay
  let within = midnight + 2 * oneDay
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2)
    if (dateIn(zone, new Date(middle)) < date) before = middle
    else within = middle
  }
  return new Date(within)
}

const calendars = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs a thousand times what using it does. */
function calendarOf(zone: string): Intl.DateTimeFormat {
  const known = calendars.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  calendars.set(zone, made)
  return made
}

function parts(date: string): { year: number; month: number; day: number } {
  if (!isDate(date)) throw new NotADate(date)
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8)) }
}

function write(year: number, month: number, day: number): string {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  if (!isDate(text)) throw new NotADate(text)
  return text
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}

function daysInMonth(year: number, month: number): number {
  if (month < 1 || month > 12) return 0
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01; UTC knows no summer time. */
function toDayNumber(date: string): number {
  const { year, month, day } = parts(date)
  return new Date(0).setUTCFullYear(year, month - 1, day) / oneDay
}

function fromDayNumber(number: number): string {
  const at = new Date(number * oneDay)
  return write(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate())
}
