/** Values of texts: of each format, of any length, and what is none. */
import type { Field, TextFormat } from '#contract/kit/field/field.ts'
import { type Fixture, nasty, next, ofWrongType, type Wrong } from '#contract/kit/field/fixture.ts'

const formatted: Readonly<Record<TextFormat, () => string>> = {
  code: () => `C${next()}`,
  slug: () => `slug-${next()}`,
  email: () => `somebody${next()}@example.org`,
  phone: () => `+49 8807 ${10_000 + next()}`,
  color: () => '#aabbcc',
  country: () => 'DE',
  language: () => 'de',
  time_zone: () => 'Europe/Berlin',
  uuid: () => '00000000-0000-4000-8000-000000000001',
}

export function goodText(field: Field): string {
  const max = field.max ?? 255
  const value = field.format === undefined ? `Text ${next()} ${nasty}` : formatted[field.format]()
  if (value.length <= max) return value
  return field.format === undefined && max >= 12 ? `T${next()} ${nasty}`.slice(0, max).trim() : short(max)
}

const short = (max: number) => next().toString(36).slice(-max).toUpperCase()

export const notText: readonly Wrong[] = [
  ...ofWrongType(12, true, ['a'], { a: 1 }),
  ['null\u0000byte', 'kit.wrong_format'],
  ['half a sign \ud83d', 'kit.wrong_format'],
]

export const fixture: Fixture = {
  good: goodText,
  wrong: (field) => [
    ...notText,
    ['x'.repeat((field.max ?? 255) + 1), 'kit.too_long'],
    ...(field.format === undefined
      ? []
      : [['?! no', 'kit.wrong_format'] as const].filter(() => (field.max ?? 255) >= 6)),
    ...(field.mode === 'required' ? [['  ', 'kit.required'] as const] : []),
  ],
}
