/** A country by ISO 3166-1. */
import { flag, text, translatedText } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const country = resource('common.country', {
  label: ['Country', 'Countries'],
  scope: 'global',
  access: ['open', 'fixed'],
  display: '{code}',
  key: 'code',
  fields: {
    code: text({ max: 2, format: 'country' }),
    name: translatedText({ max: 100 }),
    is_european_union: flag({ default: false, label: 'European Union' }),
  },
  unique: [['code']],
  list: {
    columns: ['code', 'name', 'is_european_union'],
    filters: [],
    search: ['code', 'name'],
    order: ['code', 'name'],
    default: 'code',
  },
  form: [{ fields: ['code', 'name', 'is_european_union'] }],
})
