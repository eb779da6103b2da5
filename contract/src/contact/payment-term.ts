/** When an invoice is due: instalments with net days and cash discount steps (DOMAIN 8). */
import { customFields, flag, json, text, translatedText } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

/** Percent as decimal string; days count from the invoice date. */
export interface Instalment {
  readonly percent: string
  readonly net_days: number
  readonly discounts?: readonly { readonly days: number; readonly percent: string }[]
}

const percent = { type: 'string', pattern: '^\\d{1,3}(\\.\\d{1,4})?$' }
const days = { type: 'integer', minimum: 0, maximum: 3650 }

export const paymentTerm = resource('contact.payment_term', {
  label: ['Payment term', 'Payment terms'],
  scope: 'inherited',
  display: '{code}',
  key: 'code',
  fields: {
    code: text({ max: 40, format: 'code' }),
    title: translatedText({ max: 200, label: 'Text on documents' }),
    instalments: json<readonly Instalment[]>(
      {
        type: 'array',
        minItems: 1,
        maxItems: 24,
        items: {
          type: 'object',
          required: ['percent', 'net_days'],
          additionalProperties: false,
          properties: {
            percent,
            net_days: days,
            discounts: {
              type: 'array',
              maxItems: 3,
              items: { type: 'object', required: ['days', 'percent'], properties: { days, percent } },
            },
          },
        },
      },
      { default: [{ percent: '100', net_days: 30 }] },
    ),
    is_default: flag({ default: false, label: 'Used where nothing is agreed' }),
    is_active: flag({ default: true, label: 'Active' }),
    custom_fields: customFields(),
  },
  unique: [['code']],
  list: {
    columns: ['code', 'title', 'is_default', 'is_active'],
    filters: ['is_active'],
    search: ['code'],
    order: ['code'],
    default: 'code',
  },
  form: [{ fields: ['code', 'title', 'instalments', 'is_default', 'is_active'] }],
})
