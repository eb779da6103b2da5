/** A legal entity's fiscal year; its periods say for which areas they are open (DOMAIN 5). */
import { frozen } from '#contract/kit/field/field.ts'
import { day, lines, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const fiscalYear = resource('organization.fiscal_year', {
  label: ['Fiscal year', 'Fiscal years'],
  scope: 'inherited',
  display: '{code}',
  fields: {
    code: text({ max: 20 }),
    starts_on: frozen(day({ label: 'First day' })),
    ends_on: frozen(day({ label: 'Last day' })),
    periods: lines('organization.fiscal_period'),
  },
  unique: [['organization', 'code']],
  checks: [{ field: 'ends_on', is: 'after', other: 'starts_on' }],
  list: {
    columns: ['organization', 'code', 'starts_on', 'ends_on'],
    filters: ['starts_on'],
    search: ['code'],
    order: ['starts_on', 'created_at'],
    default: '-starts_on',
  },
  form: [{ fields: ['code', 'starts_on', 'ends_on'] }, { fields: ['periods'] }],
})
