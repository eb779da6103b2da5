/** What an organization is: company, department, supplier ... (OTY). */
import { flag, longText, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const organizationType = resource('organization.organization_type', {
  label: ['Organization type', 'Organization types'],
  scope: 'global',
  access: ['open', 'fixed'],
  display: '{name}',
  key: 'name',
  fields: {
    name: text({ max: 100 }),
    description: longText({ default: '' }),
    is_internal: flag({ default: true, label: 'Internal' }),
  },
  unique: [['name']],
  list: {
    columns: ['name', 'description'],
    filters: ['name'],
    search: ['name'],
    order: ['name'],
    default: 'name',
  },
  form: [{ fields: ['name', 'description', 'is_internal'] }],
})
