/** The label, colour and category of a status, shared by all modules (STA). */
import { customFields, flag, longText, text, translatedText } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const status = resource('common.status', {
  label: ['Status', 'Statuses'],
  scope: 'global',
  access: ['open', 'fixed'],
  display: '{name}',
  key: 'slug',
  fields: {
    slug: text({ max: 50, format: 'slug' }),
    name: text({ max: 100, translations: 'names' }),
    names: translatedText({ max: 100, default: {}, label: 'Translated names' }),
    description: longText({ default: '', translations: 'descriptions' }),
    descriptions: translatedText({ max: 1000, default: {}, label: 'Translated descriptions' }),
    category: text({ max: 50, default: '', index: true }),
    color: text({ max: 7, format: 'color', default: '' }),
    is_active: flag({ default: true, label: 'Active' }),
    custom_fields: customFields(),
  },
  unique: [['slug'], ['name']],
  list: {
    columns: ['slug', 'name', 'category', 'color'],
    filters: ['category'],
    search: ['slug', 'name', 'names', 'category'],
    order: ['category', 'name', 'slug'],
    default: 'category',
  },
  form: [
    { fields: ['slug', 'name', 'names', 'description', 'descriptions'] },
    { title: 'Categorization', fields: ['category', 'color', 'is_active'] },
  ],
})
