/** A set of permissions, of the standard or a tenant's own (RULINGS 3). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import {
  choice,
  computed,
  decimal,
  flag,
  instant,
  integer,
  json,
  longText,
  reference,
  references,
  text,
  translatedText,
} from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const role = resource('user.role', {
  label: ['Role', 'Roles'],
  scope: 'tenant',
  access: ['standard'],
  display: '{name}',
  key: 'code',
  fields: {
    code: text({ max: 50, format: 'slug' }),
    name: text({ max: 100, translations: 'title' }),
    title: translatedText({ max: 100, default: {} }),
    description: longText({ default: '', translations: 'descriptions' }),
    descriptions: translatedText({ max: 1000, default: {}, label: 'Translated descriptions' }),
    permissions: json<readonly string[]>(
      { type: 'array', items: { type: 'string', maxLength: 100 }, uniqueItems: true },
      { default: [] },
    ),
    field_rules: json<Readonly<Record<string, 'hidden' | 'frozen'>>>(
      { type: 'object', additionalProperties: { enum: ['hidden', 'frozen'] } },
      { default: {} },
    ),
    row_rules: json<Readonly<Record<string, 'own'>>>(
      { type: 'object', additionalProperties: { enum: ['own'] } },
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
    is_sensitive: flag({ default: false, help: 'Somebody else must approve who gets it.' }),
    is_template: flag({ default: false, help: 'Meant to be copied.' }),
    valid_until: optional(instant({ label: 'Valid until', help: 'From then on it grants nothing.' })),
    is_system_role: computed<boolean>('flag'),
    template: readOnly(optional(reference('user.role', { label: 'Copied from', onDelete: 'clear' }))),
    owner: optional(
      reference('user.user_account', { help: 'Is asked first who may have the role.', onDelete: 'clear' }),
    ),
    second_factor: choice(['off', 'offered', 'required'], { default: 'offered' }),
    session_limit: optional(
      integer({ min: 1, max: 1000, label: 'Sessions at once', help: 'Beyond it the oldest ends.' }),
    ),
  },
  unique: [['code'], ['name']],
  list: {
    columns: ['code', 'name', 'description', 'is_sensitive', 'is_system_role'],
    filters: ['is_sensitive', 'is_template'],
    search: ['code', 'name'],
    order: ['code', 'name'],
    default: 'code',
  },
  form: [
    { fields: ['code', 'name', 'title', 'description', 'descriptions'] },
    {
      title: 'Rights',
      fields: ['inherits', 'permissions', 'field_rules', 'row_rules', 'discount_limit'],
    },
    {
      title: 'Use',
      fields: ['is_sensitive', 'is_template', 'valid_until', 'owner', 'is_system_role', 'template'],
    },
    { title: 'Sign-in', fields: ['second_factor', 'session_limit'] },
  ],
})
export type Role = Row<typeof role>
