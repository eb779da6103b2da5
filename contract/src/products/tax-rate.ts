/** A dated tax code: EN 16931 category and rate of a class in a jurisdiction (TAX, DOMAIN 9). */
import { optional } from '#contract/kit/field/field.ts'
import {
  choice,
  customFields,
  day,
  decimal,
  flag,
  integer,
  reference,
  text,
  translatedText,
} from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const taxRate = resource('products.tax_rate', {
  label: ['Tax code', 'Tax codes'],
  scope: 'inherited',
  access: ['standard'],
  display: '{name}',
  fields: {
    code: text({ max: 40, format: 'code', help: 'Printed in the books, such as DE-S-19.' }),
    name: text({ max: 100 }),
    jurisdiction: reference('products.tax_jurisdiction', { reach: 'global' }),
    tax_category: optional(reference('products.tax_category', { label: 'Tax class' })),
    category: choice(['S', 'Z', 'E', 'AE', 'K', 'G', 'O'], { label: 'EN 16931 category' }),
    rate: decimal({ places: 5, min: 0, max: 10, help: 'A fraction: 0.19 is 19 %.' }),
    tax_type: choice(['VAT', 'GST', 'SALES', 'OTHER'], { default: 'VAT', index: true }),
    exemption_code: optional(text({ max: 40 })),
    exemption_text: translatedText({ max: 300, default: {} }),
    book_keeping_key: optional(text({ max: 20 })),
    is_compound: flag({ default: false, label: 'Compound' }),
    priority: integer({ min: 0, max: 100, default: 0 }),
    valid_from: optional(day()),
    valid_to: optional(day()),
    is_active: flag({ default: true, label: 'Active' }),
    custom_fields: customFields(),
  },
  unique: [['code', 'jurisdiction', 'valid_from']],
  checks: [{ field: 'valid_to', is: 'not_before', other: 'valid_from' }],
  list: {
    columns: [
      'code',
      'name',
      'jurisdiction',
      'tax_category',
      'category',
      'rate',
      'valid_from',
      'valid_to',
      'is_active',
    ],
    filters: ['jurisdiction', 'tax_category', 'is_active'],
    search: ['code', 'name'],
    order: ['code', 'created_at'],
    default: 'code',
  },
  form: [
    { fields: ['code', 'name', 'jurisdiction', 'tax_category', 'category', 'rate', 'tax_type'] },
    { title: 'Exemption', fields: ['exemption_code', 'exemption_text', 'book_keeping_key'] },
    { title: 'Validity', fields: ['valid_from', 'valid_to', 'is_active'] },
    { title: 'Compound', fields: ['is_compound', 'priority'], collapsed: true },
  ],
})
