/** A field that a tenant adds to a record type (CNV-06). */
import { frozen } from '#contract/kit/field/field.ts'
import { choice, flag, integer, json, text, translatedText } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const customFieldDefinition = resource('common.custom_field_definition', {
  label: ['Custom field', 'Custom fields'],
  scope: 'tenant',
  display: '{name}',
  fields: {
    record: frozen(text({ max: 100, label: 'Record type' })),
    name: frozen(text({ max: 60, format: 'slug' })),
    title: translatedText({ max: 100, label: 'Label' }),
    field_type: choice(['text', 'integer', 'decimal', 'flag', 'date', 'choice'], { label: 'Type' }),
    choices: json<readonly string[]>({ type: 'array', items: { type: 'string' } }, { default: [] }),
    is_required: flag({ default: false, label: 'Required' }),
    position: integer({ min: 0, max: 1000, default: 0 }),
    help_text: text({ default: '' }),
  },
  unique: [['record', 'name']],
  list: {
    columns: ['record', 'name', 'title', 'field_type', 'is_required'],
    filters: ['record'],
    search: ['name'],
    order: ['record', 'position'],
    default: 'record',
  },
  form: [
    { fields: ['record', 'name', 'title', 'field_type', 'choices', 'is_required', 'position', 'help_text'] },
  ],
})
