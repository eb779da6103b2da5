/** An invoice or credit note: posted once, then frozen (DOMAIN 8 to 12). */
import { optional, personal, readOnly } from '#contract/kit/field/field.ts'
import {
  choice,
  computed,
  day,
  decimal,
  instant,
  json,
  lines,
  longText,
  money,
  reference,
  status,
  text,
} from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'
import type { FrozenInvoice } from './frozen-invoice.ts'

export const invoiceKinds = ['invoice', 'part', 'prepayment', 'final', 'credit_note', 'correction'] as const
const invoiceStates = ['draft', 'open', 'partly_paid', 'paid', 'cancelled'] as const

/** Net and tax of one tax code of an invoice (EN 16931 BG-23). */
export interface TaxTotal {
  readonly category: string
  readonly rate: string
  readonly code: string
  readonly net: string
  readonly tax: string
  readonly exemption_code: string | null
  readonly exemption_text: Readonly<Record<string, string>> | null
}

export const invoice = resource('sales.invoice', {
  label: ['Invoice', 'Invoices'],
  scope: 'organization',
  display: '{number}',
  editableWhile: ['draft'],
  fields: {
    number: readOnly(optional(text({ max: 40, index: true }))),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    kind: choice(invoiceKinds, { default: 'invoice', index: true }),
    partner: reference('contact.partner', { reach: 'tenant' }),
    billing_address: optional(reference('contact.partner_address', { reach: 'tenant' })),
    invoice_date: optional(day()),
    supply_date: readOnly(optional(day({ label: 'Day of supply' }))),
    supply_end_date: readOnly(optional(day({ label: 'End of supply' }))),
    due_date: readOnly(optional(day({ label: 'Due' }))),
    status: status('draft', { draft: { post: 'posted' }, posted: { cancel: 'posted' } }),
    state: computed<(typeof invoiceStates)[number]>('choice', { choices: invoiceStates, label: 'Payment' }),
    is_overdue: computed<boolean>('flag', { label: 'Overdue' }),
    open_amount: computed('money', { measure: 'currency', label: 'Open' }),
    currency: optional(reference('common.currency', { reach: 'global' })),
    exchange_rate: readOnly(decimal({ places: 10, default: '1' })),
    payment_term: optional(reference('contact.payment_term')),
    is_gross: readOnly(choice(['net', 'gross'], { default: 'net', label: 'Prices' })),
    credits: optional(reference('sales.invoice', { label: 'Credits' })),
    reason: longText({ default: '', max: 1000 }),
    discount_percent: readOnly(decimal({ places: 4, default: '0' })),
    charge_amount: readOnly(money({ default: '0', measure: 'currency' })),
    lines_total: readOnly(money({ default: '0', measure: 'currency' })),
    allowance_total: readOnly(money({ default: '0', measure: 'currency' })),
    charge_total: readOnly(money({ default: '0', measure: 'currency' })),
    net_total: readOnly(money({ default: '0', measure: 'currency', label: 'Net' })),
    tax_total: readOnly(money({ default: '0', measure: 'currency', label: 'Tax' })),
    gross_total: readOnly(money({ default: '0', measure: 'currency', label: 'Total' })),
    taxes: readOnly(json<readonly TaxTotal[]>({ type: 'array' }, { default: [] })),
    frozen: personal(readOnly(optional(json<FrozenInvoice>({ type: 'object' })))),
    posted_at: readOnly(optional(instant())),
    lines: lines('sales.invoice_line'),
    notes: longText({ default: '' }),
  },
  unique: [['organization', 'number']],
  list: {
    columns: [
      'number',
      'partner',
      'kind',
      'invoice_date',
      'due_date',
      'open_amount',
      'gross_total',
      'currency',
      'state',
    ],
    filters: ['partner', 'kind', 'status', 'state', 'is_overdue'],
    search: ['number'],
    order: ['number', 'invoice_date', 'created_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['number', 'kind', 'partner', 'invoice_date', 'due_date', 'status', 'state'] },
    { title: 'Terms', fields: ['payment_term', 'currency', 'supply_date', 'credits', 'reason'] },
    { fields: ['lines'] },
    { title: 'Notes', fields: ['notes'], collapsed: true },
  ],
})
export type Invoice = Row<typeof invoice>
