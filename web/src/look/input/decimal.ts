/** Reads the numbers people type: `1,5` and `1.5`, `1.234,56` and `1,234.56`, by the reader's language. */
import { tagOf } from '#web/look/words/format.ts'

export type DecimalFault = 'not_a_number' | 'too_many_places'
export type DecimalReading = { readonly value: string | null } | { readonly fault: DecimalFault }

interface Signs {
  readonly point: string
  readonly group: string
}

/**
 * The canonical decimal string that was meant, null for nothing. A sign that could be either goes by
 * the language: `1.500` is fifteen hundred in German and one and a half in English; `0.500` and `1.5`
 * can only be fractions in both.
 */
export function readDecimal(text: string, language: string, places = 6): DecimalReading {
  const plain = latin(text)
  if (plain === '') return { value: null }
  const match = /^([+-]?)([\d.,]+)$/.exec(plain)
  if (!match) return { fault: 'not_a_number' }
  const digits = split(match[2] ?? '', signsOf(language))
  if (digits === null) return { fault: 'not_a_number' }
  const whole = digits.whole.replace(/^0+(?=\d)/, '') || '0'
  const fraction = digits.fraction.replace(/0+$/, '')
  if (fraction.length > places) return { fault: 'too_many_places' }
  const value = fraction === '' ? whole : `${whole}.${fraction}`
  return { value: match[1] === '-' && /[1-9]/.test(value) ? `-${value}` : value }
}

/** A canonical decimal string as it stands in a field: the language's point, no grouping. */
export function writeDecimal(value: string | null, language: string, least = 0): string {
  if (value === null || value === '') return ''
  const [whole = '', fraction = ''] = value.split('.')
  const shown = fraction.replace(/0+$/, '').padEnd(least, '0')
  return shown === '' ? whole : `${whole}${signsOf(language).point}${shown}`
}

function signsOf(language: string): Signs {
  const parts = new Intl.NumberFormat(tagOf(language), { numberingSystem: 'latn' }).formatToParts(-12345.6)
  const point = parts.find((part) => part.type === 'decimal')?.value === ',' ? ',' : '.'
  return { point, group: point === ',' ? '.' : ',' }
}

/** Separates whole and fraction, or null where the signs stand in no sensible place. */
function split(text: string, { point, group }: Signs): { whole: string; fraction: string } | null {
  const last = Math.max(text.lastIndexOf(point), text.lastIndexOf(group))
  if (last < 0) return { whole: text, fraction: '' }
  const both = text.includes(point) && text.includes(group)
  const sign = text[last] as string
  const single = text.indexOf(sign) === last
  if (!both && isGrouped(text, sign) && (sign === group || !single)) {
    return { whole: text.replaceAll(sign, ''), fraction: '' }
  }
  if (!single) return null
  const whole = text.slice(0, last)
  const other = sign === point ? group : point
  if (whole.includes(other) && !isGrouped(whole, other)) return null
  const fraction = text.slice(last + 1)
  return whole === '' && fraction === '' ? null : { whole: whole.replaceAll(other, ''), fraction }
}

function isGrouped(text: string, sign: string): boolean {
  const [first = '', ...groups] = text.split(sign)
  return /^[1-9]\d{0,2}$/.test(first) && groups.every((one) => one.length === 3)
}

/** Digits and signs of other scripts as ours; spaces and apostrophes group in some countries. */
function latin(text: string): string {
  return text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\u2212\u2013]/g, '-')
    .replaceAll('٫', '.')
    .replace(/[\s\u00a0\u202f'’٬]/g, '')
}
