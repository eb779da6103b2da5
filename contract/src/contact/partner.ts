/** A customer, supplier or other outsider, company or person (SAL-01, RULINGS 1). */
import { optional, personal, readOnly } from '#contract/kit/field/field.ts'
import {
  choice,
  customFields,
  flag,
  integer,
  lines,
  longText,
  tags,
  text,
} from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const partner = resource('contact.partner', {
  label: ['Partner', 'Partners'],
  scope: 'tenant',
  display: '{name}',
  key: 'number',
  fields: {
    number: text({
      max: 40,
      format: 'code',
      default: '',
      help: 'Left empty, the next free number is taken.',
    }),
    kind: choice(['company', 'person'], { default: 'company', index: true }),
    name: personal(text({ index: true })),
    segment: choice(['B2B', 'B2C'], { default: 'B2B', index: true }),
    is_customer: flag({ default: true, label: 'Customer', index: true }),
    is_supplier: flag({ default: false, label: 'Supplier', index: true }),
    status: choice(['active', 'inactive', 'archived'], { default: 'active', index: true }),
    vat_id: optional(text({ max: 20, label: 'VAT ID' })),
    vat_id_valid: readOnly(flag({ default: false, label: 'VAT ID checked' })),
    tax_number: optional(personal(text({ max: 50 }))),
    language: text({ max: 10, format: 'language', default: 'de' }),
    email: optional(personal(text({ format: 'email' }))),
    phone: optional(personal(text({ max: 50, format: 'phone' }))),
    website: optional(text()),
    /** Days that goods must still last when they are delivered (DOMAIN 20). */
    minimum_life_days: integer({
      min: 0,
      max: 36_500,
      default: 0,
      label: 'Minimum remaining life in days',
      help: 'From the day of delivery. At 0 any lot will do that has not expired.',
    }),
    notes: longText({ default: '' }),
    addresses: lines('contact.partner_address'),
    tags: tags(),
    custom_fields: customFields(),
  },
  unique: [['number']],
  list: {
    columns: ['number', 'name', 'kind', 'segment', 'is_customer', 'is_supplier', 'status'],
    filters: ['kind', 'segment', 'is_customer', 'is_supplier', 'status', 'tags'],
    search: ['number', 'name', 'email'],
    order: ['number', 'name', 'created_at'],
    default: 'name',
  },
  form: [
    { fields: ['number', 'kind', 'name', 'segment', 'is_customer', 'is_supplier', 'status'] },
    { title: 'Reached by', fields: ['email', 'phone', 'website', 'language'] },
    { title: 'Tax', fields: ['vat_id', 'vat_id_valid', 'tax_number'] },
    {
      title: 'Delivery',
      fields: ['minimum_life_days'],
      when: { field: 'is_customer', is: ['true'] },
    },
    { title: 'Addresses', fields: ['addresses'] },
    { title: 'Extended data', fields: ['notes', 'tags', 'custom_fields'], collapsed: true },
  ],
})
export type Partner = Row<typeof partner>
