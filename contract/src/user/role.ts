/** A set of permissions, of the standard or a tenant's own (RULINGS 3). */
import { optional } from '#contract/kit/field/field.ts'
import { decimal, json, longText, references, text, translatedText } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const role = resource('user.role', {
  label: ['Role', 'Roles'],
  scope: 'tenant',
  access: ['standard'],
  display: '{name}',
  key: 'code',
  fields: {
    code: text({ max: 50, format: 'slug' }),
    name: text({ max: 100 }),
    title: translatedText({ max: 100, default: {} }),
    description: longText({ default: '' }),
    permissions: json<readonly string[]>(
      { type: 'array', items: { type: 'string', maxLength: 100 }, uniqueItems: true },
      { default: [] },
    ),
    field_rules: json<Readonly<Record<string, 'hidden' | 'frozen'>>>(
      { type: 'object', additionalProperties: { enum: ['hidden', 'frozen'] } },
      { default: {} },
    ),
    inherits: references('user.role'),
    discount_limit: optional(
      decimal({
        places: 2,
        min: 0,
        max: 100,
        label: 'Discount limit in percent',
        help: 'Above it approval is asked.',
      }),
    ),
  },
  unique: [['code']],
  list: {
    columns: ['code', 'name', 'description'],
    filters: [],
    search: ['code', 'name'],
    order: ['code', 'name'],
    default: 'code',
  },
  form: [
    { fields: ['code', 'name', 'title', 'description'] },
    { title: 'Rights', fields: ['inherits', 'permissions', 'field_rules', 'discount_limit'] },
  ],
})
export type Role = Row<typeof role>
