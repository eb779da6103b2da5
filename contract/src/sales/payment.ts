/** Money that came in or went out, allocated to open items in parts (DOMAIN 8). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import {
  choice,
  computed,
  day,
  lines,
  longText,
  money,
  reference,
  status,
  text,
} from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const payment = resource('sales.payment', {
  label: ['Payment', 'Payments'],
  scope: 'organization',
  display: '{number}',
  editableWhile: ['draft'],
  fields: {
    number: readOnly(text({ max: 40, index: true })),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    partner: reference('contact.partner', { reach: 'tenant' }),
    direction: choice(['in', 'out'], { default: 'in' }),
    method: choice(['transfer', 'cash', 'card', 'direct_debit', 'other'], { default: 'transfer' }),
    payment_date: optional(day({ label: 'Paid on' })),
    amount: money({ places: 2, min: 0, measure: 'currency' }),
    currency: optional(reference('common.currency', { reach: 'global' })),
    reference: text({ max: 140, default: '' }),
    status: status('posted', { posted: {} }),
    allocations: lines('sales.payment_allocation'),
    unallocated_amount: computed('money', { measure: 'currency' }),
    notes: longText({ default: '' }),
  },
  unique: [['organization', 'number']],
  list: {
    columns: [
      'number',
      'partner',
      'payment_date',
      'direction',
      'unallocated_amount',
      'amount',
      'currency',
      'reference',
    ],
    filters: ['partner', 'direction', 'method'],
    search: ['number', 'reference'],
    order: ['number', 'payment_date', 'created_at'],
    default: '-created_at',
  },
  form: [
    {
      fields: [
        'number',
        'partner',
        'direction',
        'method',
        'payment_date',
        'amount',
        'unallocated_amount',
        'currency',
        'reference',
      ],
    },
    { fields: ['allocations'] },
  ],
})
export type Payment = Row<typeof payment>
