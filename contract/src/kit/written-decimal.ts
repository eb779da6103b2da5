/** Reads numbers as people write them: `1,5` and `1.5`, `1.234,56` and `1,234.56`. */

/** The sign before the fraction; the other one groups. */
export type Point = ',' | '.'
export type DecimalFault = 'not_a_number' | 'too_many_places'
export type DecimalReading = { readonly value: string | null } | { readonly fault: DecimalFault }

/**
 * The canonical decimal string that was meant, null for nothing. A sign that could be either is what it is
 * where people write `point`: `1.500` is fifteen hundred in German and one and a half in English; `0.500`
 * and `1.5` can only be fractions in both.
 */
export function readWritten(text: string, point: Point, places = 6): DecimalReading {
  const plain = latin(text)
  if (plain === '') return { value: null }
  const match = /^([+-]?)([\d.,]+)$/.exec(plain)
  if (!match) return { fault: 'not_a_number' }
  const digits = split(match[2] ?? '', point)
  if (digits === null) return { fault: 'not_a_number' }
  const whole = digits.whole.replace(/^0+(?=\d)/, '') || '0'
  const fraction = digits.fraction.replace(/0+$/, '')
  if (fraction.length > places) return { fault: 'too_many_places' }
  const value = fraction === '' ? whole : `${whole}.${fraction}`
  return { value: match[1] === '-' && /[1-9]/.test(value) ? `-${value}` : value }
}

/** Separates whole and fraction, or null where the signs stand in no sensible place. */
function split(text: string, point: Point): { whole: string; fraction: string } | null {
  const group = point === ',' ? '.' : ','
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
