/** A currency by ISO 4217 (CUR). */
import { optional } from '#contract/kit/field/field.ts'
import { customFields, flag, integer, text, translatedText } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const currency = resource('common.currency', {
  label: ['Currency', 'Currencies'],
  scope: 'global',
  access: ['open', 'fixed'],
  display: '{code}',
  key: 'code',
  fields: {
    code: text({ max: 3, format: 'code' }),
    name: text({ max: 100, translations: 'names' }),
    names: translatedText({ max: 100, default: {}, label: 'Translated names' }),
    symbol: text({ max: 5, default: '' }),
    numeric_code: optional(text({ max: 3 })),
    decimal_places: integer({ min: 0, max: 4, default: 2 }),
    is_active: flag({ default: true, label: 'Active', index: true }),
    custom_fields: customFields(),
  },
  unique: [['code'], ['name'], ['numeric_code']],
  list: {
    columns: ['code', 'name', 'symbol', 'decimal_places', 'is_active', 'numeric_code'],
    filters: ['is_active'],
    search: ['code', 'name', 'names'],
    order: ['code', 'name'],
    default: 'code',
  },
  form: [{ fields: ['code', 'name', 'names', 'symbol', 'numeric_code', 'decimal_places', 'is_active'] }],
})
export type Currency = Row<typeof currency>
