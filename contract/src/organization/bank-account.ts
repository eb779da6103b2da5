/** A bank account of a legal entity, printed on its invoices. */
import { optional } from '#contract/kit/field/field.ts'
import { flag, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const bankAccount = resource('organization.bank_account', {
  label: ['Bank account', 'Bank accounts'],
  scope: 'organization',
  access: ['sensitive'],
  display: '{bank} {iban}',
  fields: {
    holder: text(),
    bank: text({ max: 100 }),
    iban: text({ max: 34, label: 'IBAN' }),
    bic: optional(text({ max: 11, label: 'BIC' })),
    currency: optional(reference('common.currency', { reach: 'global' })),
    is_default: flag({ default: false, label: 'Printed on invoices' }),
  },
  unique: [['organization', 'iban']],
  list: {
    columns: ['organization', 'bank', 'iban', 'is_default'],
    filters: ['is_default'],
    search: ['iban', 'bank'],
    order: ['bank', 'created_at'],
  },
  form: [{ fields: ['holder', 'bank', 'iban', 'bic', 'currency', 'is_default'] }],
})
