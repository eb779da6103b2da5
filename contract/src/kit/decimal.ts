/** Exact decimal arithmetic, decimal strings in and out; halves are rounded away from zero. */
import type { Parameters } from './failure.ts'
import {
  fromScaled,
  fromUnits,
  NotADecimal,
  powerOfTen,
  quotientUnits,
  type Scaled,
  toScaled,
  toUnits,
} from './scaled.ts'

/** The shortest form of a number: `1.500` is `1.5`. */
export function canonical(text: string): string {
  return fromScaled(toScaled(text))
}

/** Rounded half away from zero and written with exactly `places` places. */
export function fixed(text: string, places: number): string {
  return fromUnits(toUnits(text, places), places)
}

/** Rounded half away from zero to at most `places` places. */
export function round(text: string, places: number): string {
  return fromScaled({ digits: toUnits(text, places), scale: places })
}

export function add(left: string, right: string): string {
  return sum([left, right])
}

export function subtract(left: string, right: string): string {
  return sum([left, negate(right)])
}

export function sum(texts: readonly string[]): string {
  const terms = texts.map(toScaled)
  const scale = terms.reduce((most, term) => Math.max(most, term.scale), 0)
  let digits = 0n
  for (const term of terms) digits += term.digits * powerOfTen(scale - term.scale)
  return fromScaled({ digits, scale })
}

export function multiply(left: string, right: string): string {
  const [a, b] = [toScaled(left), toScaled(right)]
  return fromScaled({ digits: a.digits * b.digits, scale: a.scale + b.scale })
}

/** left / right, rounded half away from zero to at most `places` places. */
export function divide(left: string, right: string, places: number): string {
  return quotient([left], [right], places)
}

/** Product of `above` / product of `below`, rounded once to at most `places` places. */
export function quotient(above: readonly string[], below: readonly string[], places: number): string {
  const digits = quotientUnits(above.map(toScaled), below.map(toScaled), places)
  return fromScaled({ digits, scale: places })
}

/** -1, 0 or 1 as left is below, equal to or above right. */
export function compare(left: string, right: string): -1 | 0 | 1 {
  const [a, b] = [toScaled(left), toScaled(right)]
  const scale = Math.max(a.scale, b.scale)
  const difference = a.digits * powerOfTen(scale - a.scale) - b.digits * powerOfTen(scale - b.scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function negate(text: string): string {
  const { digits, scale } = toScaled(text)
  return fromScaled({ digits: -digits, scale })
}

export function isZero(text: string): boolean {
  return toScaled(text).digits === 0n
}

export function isNegative(text: string): boolean {
  return toScaled(text).digits < 0n
}

export function isPositive(text: string): boolean {
  return toScaled(text).digits > 0n
}

export function smaller(left: string, right: string): string {
  return canonical(compare(left, right) <= 0 ? left : right)
}

export function larger(left: string, right: string): string {
  return canonical(compare(left, right) >= 0 ? left : right)
}

/** What may be entered; without `digits` and `places` what numeric(20,6) holds. */
export interface DecimalRule {
  /** Digits in all, as in numeric(digits, places). */
  readonly digits?: number
  readonly places?: number
  readonly min?: number | string
  readonly max?: number | string
}

export type ParsedDecimal =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly code: DecimalFault; readonly parameters: Parameters }

export type DecimalFault = 'kit.wrong_type' | 'kit.too_many_places' | 'kit.too_great' | 'kit.too_small'

/**
 * Reads a number that somebody entered: its shortest form, or the rule it breaks. Only text is read, as
 * a JSON number has been through a float before it arrives.
 */
export function parseDecimal(input: unknown, rule: DecimalRule = {}): ParsedDecimal {
  const scaled = read(input)
  if (scaled === null) return fault('kit.wrong_type', { expected: 'a decimal number such as "12.5"' })
  const places = rule.places ?? 6
  if (scaled.scale > places) return fault('kit.too_many_places', { places })
  const value = fromScaled(scaled)
  const most = '9'.repeat((rule.digits ?? 20) - places)
  const whole = value.replace('-', '').split('.')[0] ?? ''
  if (whole.length > most.length && whole !== '0') {
    return value.startsWith('-')
      ? fault('kit.too_small', { min: `-${most || '0'}` })
      : fault('kit.too_great', { max: most || '0' })
  }
  if (rule.min !== undefined && compare(value, String(rule.min)) < 0) {
    return fault('kit.too_small', { min: rule.min })
  }
  if (rule.max !== undefined && compare(value, String(rule.max)) > 0) {
    return fault('kit.too_great', { max: rule.max })
  }
  return { ok: true, value }
}

function read(input: unknown): Scaled | null {
  if (typeof input !== 'string') return null
  try {
    return toScaled(input)
  } catch (error) {
    if (error instanceof NotADecimal) return null
    throw error
  }
}

function fault(code: DecimalFault, parameters: Parameters): ParsedDecimal {
  return { ok: false, code, parameters }
}
