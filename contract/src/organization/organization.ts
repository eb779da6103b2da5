/** A node of the organization tree: company, site, department (ORG, DOMAIN 1 and 5). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import {
  choice,
  customFields,
  day,
  flag,
  integer,
  json,
  reference,
  tags,
  text,
  treeParent,
} from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const organization = resource('organization.organization', {
  label: ['Organization', 'Organizations'],
  scope: 'tenant',
  display: '{name}',
  fields: {
    name: text({ index: true }),
    code: text({ max: 50, format: 'code', index: true }),
    organization_type: reference('organization.organization_type', { label: 'Type', reach: 'global' }),
    status: choice(['active', 'inactive', 'archived'], { default: 'active', index: true }),
    parent: treeParent(),
    is_legal_entity: flag({ default: false, label: 'Legal entity' }),
    legal_entity: readOnly(optional(reference('organization.organization'))),
    effective_date: optional(day()),
    end_date: optional(day()),
    primary_contact: optional(reference('contact.person', { onDelete: 'clear' })),
    primary_address: optional(reference('common.address', { owned: true, onDelete: 'clear' })),
    currency: optional(reference('common.currency', { label: 'Default currency', reach: 'global' })),
    timezone: text({ max: 60, format: 'time_zone', default: 'UTC', label: 'Time zone' }),
    language: text({ max: 10, format: 'language', default: 'en' }),
    tax_number: optional(text({ max: 50 })),
    register_entry: optional(text({ label: 'Commercial register' })),
    email: optional(text({ format: 'email' })),
    phone: optional(text({ max: 50, format: 'phone' })),
    website: optional(text()),
    elevation_days: optional(
      integer({
        min: 1,
        max: 366,
        label: 'Longest elevation',
        help: 'In days; empty is that of above, or 30.',
      }),
    ),
    self_registration: flag({ default: false, help: 'Of the company: people may ask for accounts.' }),
    password_days: optional(
      integer({
        min: 1,
        max: 3650,
        label: 'Password lasts',
        help: 'Of the company, in days; empty is for good.',
      }),
    ),
    tags: tags(),
    metadata: json({ type: 'object' }),
    custom_fields: customFields(),
  },
  unique: [['code'], ['parent', 'name']],
  checks: [{ field: 'end_date', is: 'after', other: 'effective_date' }],
  list: {
    as: 'tree',
    columns: ['name', 'code', 'organization_type', 'status', 'currency'],
    filters: ['organization_type', 'status', 'parent', 'tags', 'currency'],
    search: ['name', 'code'],
    order: ['name', 'code', 'created_at'],
    default: 'name',
  },
  form: [
    { fields: ['name', 'code', 'organization_type', 'status', 'parent', 'is_legal_entity'] },
    { title: 'Dates', fields: ['effective_date', 'end_date'] },
    { title: 'Primary links', fields: ['primary_contact', 'primary_address', 'email', 'phone', 'website'] },
    { title: 'Localization', fields: ['timezone', 'currency', 'language'] },
    { title: 'Legal', fields: ['tax_number', 'register_entry'] },
    { title: 'Access', fields: ['elevation_days', 'self_registration', 'password_days'] },
    { title: 'Other data', fields: ['tags', 'metadata', 'custom_fields'], collapsed: true },
  ],
})
export type Organization = Row<typeof organization>
