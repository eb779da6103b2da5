/** The tax class of a product: standard, reduced, exempt (TAX). */
import { customFields, flag, longText, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const taxCategory = resource('products.tax_category', {
  label: ['Tax class', 'Tax classes'],
  scope: 'inherited',
  access: ['standard'],
  display: '{name}',
  key: 'code',
  fields: {
    code: text({ max: 50, format: 'code' }),
    name: text({ max: 100 }),
    description: longText({ default: '' }),
    is_active: flag({ default: true, label: 'Active' }),
    custom_fields: customFields(),
  },
  unique: [['code'], ['name']],
  list: {
    columns: ['code', 'name', 'is_active'],
    filters: ['is_active'],
    search: ['code', 'name'],
    order: ['code', 'name'],
    default: 'name',
  },
  form: [{ fields: ['code', 'name', 'description', 'is_active'] }],
})
