/** Two sets of permissions that no one person should hold together (SOD-01). */
import { flag, choice, json, longText, text, translatedText } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

const side = { type: 'array', items: { type: 'string', maxLength: 100 }, uniqueItems: true, maxItems: 50 }

export const dutyRule = resource('user.duty_rule', {
  label: ['Duty rule', 'Duty rules'],
  scope: 'tenant',
  access: ['standard'],
  display: '{name}',
  key: 'code',
  fields: {
    code: text({ max: 50, format: 'slug', help: 'With that of a standard rule, yours stands in its place.' }),
    name: text({ max: 200, translations: 'title' }),
    title: translatedText({ max: 200, default: {} }),
    description: longText({ default: '', translations: 'descriptions' }),
    descriptions: translatedText({ max: 1000, default: {}, label: 'Translated descriptions' }),
    one_side: json<readonly string[]>(side, { default: [], help: 'Who may do one of these …' }),
    other_side: json<readonly string[]>(side, { default: [], help: '… should do none of these.' }),
    response: choice(['refuse', 'approve', 'report'], {
      default: 'approve',
      help: 'What happens when somebody would come to hold both.',
    }),
    binds_administrators: flag({
      default: false,
      help: 'Holds for who may do everything, too; otherwise he is only reported.',
    }),
    is_active: flag({ default: true, label: 'Active', index: true }),
  },
  unique: [['code']],
  list: {
    columns: ['code', 'name', 'one_side', 'other_side', 'response', 'is_active'],
    filters: ['response', 'is_active'],
    search: ['code', 'name'],
    order: ['code', 'name'],
    default: 'code',
  },
  form: [
    { fields: ['code', 'name', 'title', 'description', 'descriptions'] },
    { title: 'Duties', fields: ['one_side', 'other_side'] },
    { title: 'Response', fields: ['response', 'binds_administrators', 'is_active'] },
  ],
})
