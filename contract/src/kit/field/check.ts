/** Checks one value against its field, with the same verdict in form and API. */
import type { Fault, Parameters } from '#contract/kit/failure.ts'
import type { Field, Kind, TextFormat } from './field.ts'
import { checkJson } from './json-schema.ts'

/** The stored form of a good value, or why the value is refused. */
export type Verdict =
  | { readonly value: unknown }
  | { readonly code: string; readonly parameters?: Parameters }

const isUnprintable = (text: string): boolean => control.test(text) || loneSurrogate.test(text)

type Check = (value: unknown, field: Field) => Verdict

const wrong = (expected: string): Verdict => ({ code: 'kit.wrong_type', parameters: { expected } })
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const decimalText = /^-?\d{1,20}(\.\d{1,12})?$/
const dayText = /^\d{4}-\d{2}-\d{2}$/
const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** What each text format allows, tried on the trimmed text. */
const formats: Readonly<Record<TextFormat, RegExp>> = {
  code: /^[\p{L}\p{N}][\p{L}\p{N} ._/+@#-]*$/u,
  slug: /^[a-z0-9][a-z0-9_-]*$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  phone: /^\+?[\d\s()/.-]{3,50}$/,
  color: /^#[0-9A-Fa-f]{6}$/,
  country: /^[A-Z]{2}$/,
  language: /^[a-z]{2}(-[A-Z]{2})?$/,
  time_zone: /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/,
  uuid,
}

function checkText(value: unknown, max: number, field: Field): Verdict {
  if (typeof value !== 'string') return wrong('text')
  if (isUnprintable(value)) return { code: 'kit.wrong_format', parameters: { format: 'text' } }
  const text = value.normalize('NFC').trim()
  if ([...text].length > max) return { code: 'kit.too_long', parameters: { max } }
  const needed = field.mode === 'required'
  if (text === '' && needed) return { code: 'kit.required' }
  if (text !== '' && field.format !== undefined && !formats[field.format].test(text)) {
    return { code: 'kit.wrong_format', parameters: { format: field.format } }
  }
  return { value: text }
}

function checkTranslations(value: unknown, field: Field): Verdict {
  if (typeof value === 'string') return checkTranslations({ en: value }, field)
  if (!isObject(value)) return wrong('a text per language')
  const checked: Record<string, string> = {}
  for (const [language, text] of Object.entries(value)) {
    if (!formats.language.test(language))
      return { code: 'kit.wrong_format', parameters: { format: 'language' } }
    const verdict = checkText(text, field.max ?? 255, { kind: 'text', mode: 'defaulted' })
    if ('code' in verdict) return verdict
    if (verdict.value !== '') checked[language] = verdict.value as string
  }
  if (field.mode === 'required' && Object.keys(checked).length === 0) return { code: 'kit.required' }
  return { value: checked }
}

function checkRange(value: number, field: Field): Verdict | null {
  if (field.max !== undefined && value > field.max)
    return { code: 'kit.too_great', parameters: { max: field.max } }
  if (field.min !== undefined && value < field.min)
    return { code: 'kit.too_small', parameters: { min: field.min } }
  return null
}

function checkInteger(value: unknown, field: Field): Verdict {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return wrong('a whole number')
  return checkRange(number, { max: 2_147_483_647, min: -2_147_483_648, ...field }) ?? { value: number }
}

function checkDecimal(value: unknown, field: Field): Verdict {
  const text = typeof value === 'number' && Number.isFinite(value) ? plain(value) : value
  if (typeof text !== 'string' || !decimalText.test(text)) return wrong('a number such as 12.50')
  const places = field.places ?? 6
  const [whole = '', fraction = ''] = text.split('.')
  if (fraction.replace(/0+$/, '').length > places)
    return { code: 'kit.too_many_places', parameters: { places } }
  if (whole.replace('-', '').replace(/^0+/, '').length > 14)
    return { code: 'kit.too_great', parameters: { max: '10^14' } }
  return checkRange(Number(text), field) ?? { value: text }
}

/** A number without exponent; JSON numbers are taken as they were written. */
function plain(value: number): string {
  const text = String(value)
  return text.includes('e') ? '' : text
}

function checkDay(value: unknown): Verdict {
  if (typeof value !== 'string' || !dayText.test(value)) return wrong('a date such as 2026-11-21')
  const date = new Date(`${value}T00:00:00Z`)
  const real =
    !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value && value >= '0001-01-01'
  return real ? { value } : wrong('a date such as 2026-11-21')
}

function checkInstant(value: unknown): Verdict {
  const date = typeof value === 'string' && instantText.test(value) ? new Date(value) : null
  if (date === null || Number.isNaN(date.getTime())) return wrong('an instant such as 2026-11-21T08:30:00Z')
  return { value: date.toISOString() }
}

function checkReference(value: unknown, field: Field): Verdict {
  if (field.owned && isObject(value)) return { value }
  if (typeof value !== 'string' || value.length > 200 || isUnprintable(value))
    return wrong('the key of a record')
  return { value: uuid.test(value) ? value.toLowerCase() : value }
}

function checkList(value: unknown, each: (item: unknown) => Verdict, most: number): Verdict {
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

function checkTag(value: unknown): Verdict {
  if (typeof value === 'string' && value.includes(','))
    return { code: 'kit.wrong_format', parameters: { format: 'tag' } }
  return checkText(value, 100, { kind: 'text', mode: 'required' })
}

function checkChoice(value: unknown, field: Field): Verdict {
  const choices = field.choices ?? []
  const spelt = value === 'canceled' && !choices.includes(value) ? 'cancelled' : value
  if (typeof spelt === 'string' && choices.includes(spelt)) return { value: spelt }
  return { code: 'kit.not_a_choice', parameters: { choices: choices.join(', ') } }
}

const checks: Readonly<Record<Kind, Check>> = {
  text: (value, field) => checkText(value, field.max ?? 255, field),
  long_text: (value, field) => checkText(value, field.max ?? 20_000, field),
  translated_text: checkTranslations,
  integer: checkInteger,
  decimal: checkDecimal,
  money: checkDecimal,
  quantity: checkDecimal,
  flag: (value) => (typeof value === 'boolean' ? { value } : wrong('true or false')),
  date: checkDay,
  instant: checkInstant,
  choice: checkChoice,
  status: checkChoice,
  reference: checkReference,
  references: (value, field) => checkList(value, (item) => checkReference(item, field), 1000),
  tags: (value) => checkList(value, checkTag, 100),
  json: (value, field) => checkJson(value, field.schema ?? {}) ?? { value },
  custom_fields: (value) => (isObject(value) ? { value } : wrong('an object')),
  file: checkReference,
  lines: (value) =>
    Array.isArray(value) && value.length <= 1000 ? { value } : wrong('a list of at most 1000 lines'),
  tree_parent: checkReference,
  computed: () => ({ code: 'kit.read_only' }),
}

/** Checks a value that a client sent for a field. Null is good where the field is optional. */
export function checkValue(value: unknown, field: Field): Verdict {
  if (value === null || (value === '' && field.mode === 'optional')) {
    return field.mode === 'optional' ? { value: null } : { code: 'kit.not_null' }
  }
  return checks[field.kind](value, field)
}

/** True for a plain JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const isUuid = (value: string): boolean => uuid.test(value)

export type { Fault }
