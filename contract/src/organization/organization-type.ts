/** What an organization is: company, department, supplier ... (OTY). */
import { flag, longText, text, translatedText } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const organizationType = resource('organization.organization_type', {
  label: ['Organization type', 'Organization types'],
  scope: 'global',
  access: ['open', 'fixed'],
  display: '{name}',
  key: 'name',
  fields: {
    name: text({ max: 100, translations: 'names' }),
    names: translatedText({ max: 100, default: {}, label: 'Translated names' }),
    description: longText({ default: '', translations: 'descriptions' }),
    descriptions: translatedText({ max: 1000, default: {}, label: 'Translated descriptions' }),
    is_internal: flag({ default: true, label: 'Internal' }),
  },
  unique: [['name']],
  list: {
    columns: ['name', 'description'],
    filters: ['name'],
    search: ['name', 'names'],
    order: ['name'],
    default: 'name',
  },
  form: [{ fields: ['name', 'names', 'description', 'descriptions', 'is_internal'] }],
})
