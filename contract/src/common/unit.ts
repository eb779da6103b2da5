/** A unit of measure, of the standard or a tenant's own (UOM, DOMAIN 19). */
import { optional } from '#contract/kit/field/field.ts'
import { choice, customFields, flag, integer, text, translatedText } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const unit = resource('common.unit', {
  label: ['Unit', 'Units'],
  scope: 'inherited',
  access: ['open', 'standard'],
  display: '{symbol}',
  key: 'code',
  fields: {
    code: text({ max: 20, format: 'code' }),
    name: text({ max: 100, translations: 'names' }),
    names: translatedText({ max: 100, default: {}, label: 'Translated names' }),
    uom_type: choice(['Length', 'Mass', 'Volume', 'Count', 'Time', 'Area', 'Other'], { label: 'Dimension' }),
    symbol: text({
      max: 20,
      default: '',
      translations: 'symbols',
      help: 'What people read behind a quantity. Left empty: the code.',
    }),
    symbols: translatedText({ max: 20, default: {}, label: 'Translated symbols' }),
    rec20: optional(text({ max: 3, label: 'UN/ECE Rec 20', help: 'Required to invoice.' })),
    decimal_places: integer({ min: 0, max: 6, default: 0 }),
    is_active: flag({ default: true, label: 'Active' }),
    custom_fields: customFields(),
  },
  unique: [['code']],
  list: {
    columns: ['code', 'name', 'uom_type', 'symbol', 'is_active'],
    filters: ['uom_type', 'is_active'],
    search: ['code', 'name', 'names', 'symbol', 'symbols'],
    order: ['code', 'name'],
    default: 'code',
  },
  form: [
    {
      fields: [
        'code',
        'name',
        'names',
        'uom_type',
        'symbol',
        'symbols',
        'rec20',
        'decimal_places',
        'is_active',
      ],
    },
  ],
})
export type Unit = Row<typeof unit>
