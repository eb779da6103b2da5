/** The tax class of a product: standard, reduced, exempt (TAX). */
import { customFields, flag, longText, text, translatedText } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const taxCategory = resource('products.tax_category', {
  label: ['Tax class', 'Tax classes'],
  scope: 'inherited',
  access: ['standard'],
  display: '{name}',
  key: 'code',
  fields: {
    code: text({ max: 50, format: 'code' }),
    name: text({ max: 100, translations: 'names' }),
    names: translatedText({ max: 100, default: {}, label: 'Translated names' }),
    description: longText({ default: '', translations: 'descriptions' }),
    descriptions: translatedText({ max: 1000, default: {}, label: 'Translated descriptions' }),
    is_active: flag({ default: true, label: 'Active' }),
    custom_fields: customFields(),
  },
  unique: [['code'], ['name']],
  list: {
    columns: ['code', 'name', 'is_active'],
    filters: ['is_active'],
    search: ['code', 'name', 'names'],
    order: ['code', 'name'],
    default: 'name',
  },
  form: [{ fields: ['code', 'name', 'names', 'description', 'descriptions', 'is_active'] }],
})
