/** One line of text, trimmed and composed; a format says which signs it may have. */
import type { Field, TextFormat } from '#contract/kit/field/field.ts'
import { type FieldKind, isUnprintable, isUuid, type Verdict, wrong } from '#contract/kit/field/value.ts'

/** What each text format allows, tried on the trimmed text. */
const formats: Readonly<Record<TextFormat, (text: string) => boolean>> = {
  code: (text) => /^[\p{L}\p{N}][\p{L}\p{N} ._/+@#-]*$/u.test(text),
  slug: (text) => /^[a-z0-9][a-z0-9_-]*$/.test(text),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  phone: (text) => /^\+?[\d\s()/.-]{3,50}$/.test(text),
  color: (text) => /^#[0-9A-Fa-f]{6}$/.test(text),
  country: (text) => /^[A-Z]{2}$/.test(text),
  language: (text) => /^[a-z]{2}(-[A-Z]{2})?$/.test(text),
  time_zone: (text) => /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/.test(text),
  uuid: isUuid,
}

export const hasFormat = (text: string, format: TextFormat): boolean => formats[format](text)

export function checkText(value: unknown, max: number, field: Field): Verdict {
  if (typeof value !== 'string') return wrong('text')
  if (isUnprintable(value)) return { code: 'kit.wrong_format', parameters: { format: 'text' } }
  const text = value.normalize('NFC').trim()
  if ([...text].length > max) return { code: 'kit.too_long', parameters: { max } }
  const needed = field.mode === 'required'
  if (text === '' && needed) return { code: 'kit.required' }
  if (text !== '' && field.format !== undefined && !hasFormat(text, field.format)) {
    return { code: 'kit.wrong_format', parameters: { format: field.format } }
  }
  return { value: text }
}

const longest = 255

export const text: FieldKind = {
  check: (value, field) => checkText(value, field.max ?? longest, field),
  longest,
}
