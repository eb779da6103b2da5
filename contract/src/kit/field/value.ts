/** What a check of a value answers, and the few tests of values that several kinds share. */
import type { Parameters } from '#contract/kit/failure.ts'
import type { Field } from './field.ts'

/** The stored form of a good value, or why the value is refused. */
export type Verdict =
  | { readonly value: unknown }
  | { readonly code: string; readonly parameters?: Parameters }

/** What a kind of field is on every side: which values it takes. */
export interface FieldKind {
  /** Never asked about null, which is the mode's affair. */
  check(value: unknown, field: Field): Verdict
  /** The most signs of a text whose field states no `max`. */
  readonly longest?: number
}

export const wrong = (expected: string): Verdict => ({ code: 'kit.wrong_type', parameters: { expected } })

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

export const isUuid = (value: string): boolean => uuid.test(value)

export const isUnprintable = (text: string): boolean => control.test(text) || loneSurrogate.test(text)

/** The text that was sent, nothing where something else was: what an object says of itself as a text may throw. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

/** True for a plain JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The same as stored, where nothing and null are one. */
export function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left ?? null) === JSON.stringify(right ?? null)
}

export function checkRange(value: number, field: Field): Verdict | null {
  if (field.max !== undefined && value > field.max)
    return { code: 'kit.too_great', parameters: { max: field.max } }
  if (field.min !== undefined && value < field.min)
    return { code: 'kit.too_small', parameters: { min: field.min } }
  return null
}

/** Every item by itself; what comes twice is kept once. */
export function checkList(value: unknown, each: (item: unknown) => Verdict, most: number): Verdict {
  if (!Array.isArray(value)) return wrong('a list')
  if (value.length > most) return { code: 'kit.too_long', parameters: { max: most } }
  const checked: unknown[] = []
  for (const item of value) {
    const verdict = each(item)
    if ('code' in verdict) return verdict
    checked.push(verdict.value)
  }
  return { value: [...new Set(checked)] }
}
