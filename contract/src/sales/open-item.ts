/** One instalment of a posted invoice or credit note that is to be paid (DOMAIN 8). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, computed, day, integer, json, money, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'
import type { CashDiscount } from './payment-terms.ts'

export const openItem = resource('sales.open_item', {
  label: ['Open item', 'Open items'],
  scope: 'organization',
  access: ['fixed'],
  display: '{invoice}',
  fields: {
    invoice: readOnly(reference('sales.invoice')),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    partner: readOnly(reference('contact.partner', { reach: 'tenant' })),
    instalment: readOnly(integer({ min: 1, max: 100, default: 1 })),
    direction: readOnly(choice(['receivable', 'payable'], { default: 'receivable' })),
    amount: readOnly(money({ measure: 'currency' })),
    currency: readOnly(reference('common.currency', { reach: 'global' })),
    due_date: readOnly(day({ label: 'Due', index: true })),
    discount_date: readOnly(optional(day({ label: 'Discount until' }))),
    discount_amount: readOnly(optional(money({ measure: 'currency' }))),
    /** Every step, earliest first; the two fields before are the first one's. */
    discounts: readOnly(
      json<readonly CashDiscount[]>({ type: 'array' }, { default: [], label: 'Cash discounts' }),
    ),
    open_amount: computed('money', { measure: 'currency', label: 'Open' }),
    is_overdue: computed<boolean>('flag', { label: 'Overdue' }),
  },
  list: {
    columns: ['invoice', 'partner', 'due_date', 'amount', 'open_amount', 'currency'],
    filters: ['partner', 'invoice', 'direction', 'open_amount', 'is_overdue'],
    search: [],
    order: ['due_date', 'created_at'],
    default: 'due_date',
  },
  form: [{ fields: ['invoice', 'partner', 'instalment', 'amount', 'due_date', 'open_amount'] }],
})
