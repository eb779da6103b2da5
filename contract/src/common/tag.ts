/** A keyword that any number of records may carry (TAG). */
import { readOnly } from '#contract/kit/field/field.ts'
import { customFields, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const tag = resource('common.tag', {
  label: ['Tag', 'Tags'],
  scope: 'tenant',
  display: '{name}',
  key: 'slug',
  fields: {
    name: text({ max: 100 }),
    slug: readOnly(text({ max: 100, format: 'slug' })),
    custom_fields: customFields(),
  },
  unique: [['slug']],
  list: { columns: ['name', 'slug'], filters: [], search: ['name'], order: ['name'], default: 'name' },
  form: [{ fields: ['name', 'slug'] }],
})
