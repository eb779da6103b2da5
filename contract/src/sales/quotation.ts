/** An offer to a customer, with versions and a validity (RULINGS 17). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { day, lines, reference, status, text } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'
import { documentFields } from './document-fields.ts'

export const quotation = resource('sales.quotation', {
  label: ['Quotation', 'Quotations'],
  scope: 'organization',
  display: '{number}',
  editableWhile: ['draft'],
  fields: {
    number: readOnly(text({ max: 40, index: true })),
    legal_entity: readOnly(reference('organization.organization', { reach: 'tenant' })),
    quotation_date: optional(day()),
    valid_until: optional(day()),
    status: status('draft', {
      draft: { approve: 'draft', send: 'sent', reject: 'rejected' },
      sent: { revise: 'draft', accept: 'accepted', reject: 'rejected', expire: 'expired' },
      accepted: {},
      rejected: {},
      expired: { revise: 'draft' },
    }),
    ...documentFields,
    sales_order: readOnly(optional(reference('sales.sales_order'))),
    lines: lines('sales.quotation_line'),
  },
  unique: [['organization', 'number']],
  checks: [{ field: 'valid_until', is: 'not_before', other: 'quotation_date' }],
  list: {
    columns: ['number', 'partner', 'quotation_date', 'valid_until', 'gross_total', 'currency', 'status'],
    filters: ['partner', 'status'],
    search: ['number', 'customer_reference'],
    order: ['number', 'quotation_date', 'created_at'],
    default: '-created_at',
  },
  form: [
    {
      fields: [
        'number',
        'partner',
        'quotation_date',
        'valid_until',
        'status',
        'revision',
        'customer_reference',
      ],
    },
    {
      title: 'Terms',
      fields: ['payment_term', 'currency', 'warehouse', 'discount_percent', 'charge_amount'],
    },
    { fields: ['lines'] },
    { title: 'Notes', fields: ['notes'], collapsed: true },
  ],
})
export type Quotation = Row<typeof quotation>
