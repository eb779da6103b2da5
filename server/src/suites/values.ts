/** Values for each kind of field: good ones, always fresh, and wrong ones with the code they are refused by. */
import type { Field, Kind } from '#contract/kit/field/field.ts'

let last = 0
/** A number that no value of this run had before. */
export const next = (): number => ++last

/** Survives every layer or shows where it does not: SQL, HTML, quotes, signs of patterns, other scripts. */
export const nasty = `Robert'); drop table product;-- "<b>" \\ %_ {x} $1 'Ünïcödé 漢字 🐄`

const formatted: Readonly<Record<string, () => string>> = {
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

function text(field: Field): string {
  const max = field.max ?? 255
  const value = field.format === undefined ? `Text ${next()} ${nasty}` : (formatted[field.format]?.() ?? '')
  if (value.length <= max) return value
  return field.format === undefined && max >= 12 ? `T${next()} ${nasty}`.slice(0, max).trim() : short(max)
}

const short = (max: number) => next().toString(36).slice(-max).toUpperCase()

/** A good value of a kind; undefined where no value can be made without knowing other rows. */
const good: Readonly<Record<Kind, (field: Field) => unknown>> = {
  text,
  long_text: () => `First line ${next()}\n${nasty}\n\tlast line`,
  translated_text: (field) => ({ en: text({ ...field, kind: 'text' }), de: 'Zinnkrüge „fein“' }),
  integer: (field) => Math.max(field.min ?? 0, Math.min(field.max ?? 1000, 3)),
  decimal: (field) => String(Math.max(field.min ?? 0, Math.min(field.max ?? 1000, 2))),
  money: () => '12.5',
  quantity: () => '3',
  flag: (field) => field.default ?? true,
  date: () => '2026-11-21',
  instant: () => '2036-11-21T08:30:00.125Z',
  choice: (field) => field.default ?? field.choices?.[0],
  status: () => undefined,
  reference: () => undefined,
  references: () => [],
  tags: () => ['first tag', nasty.replaceAll(',', ' ').slice(0, 90).trim()],
  json: (field) => field.default,
  custom_fields: () => ({}),
  file: () => undefined,
  lines: () => undefined,
  tree_parent: () => undefined,
  computed: () => undefined,
}

export const goodValue = (field: Field): unknown => good[field.kind](field)

type Wrong = readonly [value: unknown, code: string]

const notText: readonly Wrong[] = [
  [12, 'kit.wrong_type'],
  [true, 'kit.wrong_type'],
  [['a'], 'kit.wrong_type'],
  [{ a: 1 }, 'kit.wrong_type'],
  ['null\u0000byte', 'kit.wrong_format'],
  ['half a sign \ud83d', 'kit.wrong_format'],
]
const notNumber: readonly Wrong[] = [
  ['twelve', 'kit.wrong_type'],
  ['1e3', 'kit.wrong_type'],
  ['NaN', 'kit.wrong_type'],
  ['1,5', 'kit.wrong_type'],
  ['', 'kit.wrong_type'],
  [true, 'kit.wrong_type'],
  [[1], 'kit.wrong_type'],
  [{}, 'kit.wrong_type'],
]
const amounts = (field: Field): readonly Wrong[] => [
  ...notNumber,
  ['1'.repeat(15), 'kit.too_great'],
  [`1.${'1'.repeat((field.places ?? 6) + 1)}`, 'kit.too_many_places'],
  ...(field.min === undefined ? [] : [[String(field.min - 1), 'kit.too_small'] as const]),
  ...(field.max === undefined ? [] : [[String(field.max + 1), 'kit.too_great'] as const]),
]
const notKey: readonly Wrong[] = [
  [12, 'kit.wrong_type'],
  [['a'], 'kit.wrong_type'],
  ['a'.repeat(201), 'kit.wrong_type'],
  ['null\u0000byte', 'kit.wrong_type'],
  ['00000000-0000-4000-8000-000000000000', 'kit.reference_missing'],
  ["' or 1=1 --", 'kit.reference_missing'],
]

const wrong: Readonly<Record<Kind, (field: Field) => readonly Wrong[]>> = {
  text: (field) => [
    ...notText,
    ['x'.repeat((field.max ?? 255) + 1), 'kit.too_long'],
    ...(field.format === undefined
      ? []
      : [['?! no', 'kit.wrong_format'] as const].filter(() => (field.max ?? 255) >= 6)),
    ...(field.mode === 'required' ? [['  ', 'kit.required'] as const] : []),
  ],
  long_text: (field) => [...notText, ['x'.repeat((field.max ?? 20_000) + 1), 'kit.too_long']],
  translated_text: (field) => [
    [12, 'kit.wrong_type'],
    [['a'], 'kit.wrong_type'],
    [{ en: 12 }, 'kit.wrong_type'],
    [{ klingon: 'Qapla' }, 'kit.wrong_format'],
    [{ en: 'x'.repeat((field.max ?? 255) + 1) }, 'kit.too_long'],
    [{ en: 'null\u0000byte' }, 'kit.wrong_format'],
  ],
  integer: (field) => [
    ...notNumber,
    [1.5, 'kit.wrong_type'],
    [(field.max ?? 2_147_483_647) + 1, 'kit.too_great'],
    [(field.min ?? -2_147_483_648) - 1, 'kit.too_small'],
  ],
  decimal: amounts,
  money: amounts,
  quantity: amounts,
  flag: () => ['yes', 1, [], {}].map((value) => [value, 'kit.wrong_type'] as const),
  date: () =>
    ['2026-02-30', '2026-1-1', '21.11.2026', 'today', '', 20261121, '2026-11-21T00:00:00Z'].map(
      (value) => [value, 'kit.wrong_type'] as const,
    ),
  instant: () =>
    ['2026-11-21', 'now', '2026-11-21T25:00:00Z', '2026-11-21T08:30:00', 12].map(
      (value) => [value, 'kit.wrong_type'] as const,
    ),
  choice: () => ['no such choice', 12, [], {}].map((value) => [value, 'kit.not_a_choice'] as const),
  status: () => ['draft', 'posted', 12].map((value) => [value, 'kit.read_only'] as const),
  reference: () => notKey,
  references: () => [
    ['a', 'kit.wrong_type'],
    [[12], 'kit.wrong_type'],
    [['00000000-0000-4000-8000-000000000000'], 'kit.reference_missing'],
  ],
  tags: () => [
    ['a', 'kit.wrong_type'],
    [[12], 'kit.wrong_type'],
    [['a,b'], 'kit.wrong_format'],
    [['x'.repeat(101)], 'kit.too_long'],
    [['null\u0000byte'], 'kit.wrong_format'],
  ],
  json: (field) =>
    (field.schema?.type === 'array' ? [{}, 'a', 12] : [[], 'a', 12]).map((value) => [
      value,
      'kit.check_failed',
    ]),
  custom_fields: () => [
    ['a', 'kit.wrong_type'],
    [['a'], 'kit.wrong_type'],
    [{ nobody_defined_this: 1 }, 'kit.unknown_field'],
  ],
  file: () => notKey,
  lines: () => [
    ['a', 'kit.wrong_type'],
    [{}, 'kit.wrong_type'],
    [['a'], 'kit.wrong_type'],
  ],
  tree_parent: () => notKey,
  computed: () => [],
}

/** Values a field must refuse, each with its code; an empty one is null where the field may be null. */
export function wrongValues(field: Field): readonly Wrong[] {
  const list = wrong[field.kind](field).filter(([value]) => value !== '' || field.mode !== 'optional')
  return field.mode === 'optional'
    ? list
    : [...list, ...(field.mode === 'server' ? [] : [[null, 'kit.not_null'] as const])]
}
