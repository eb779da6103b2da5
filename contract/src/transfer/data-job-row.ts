/** What became of one row of an import's source (JOB-09). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, flag, integer, json, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const dataJobRow = resource('transfer.data_job_row', {
  label: ['Import row', 'Import rows'],
  scope: 'organization',
  access: ['fixed'],
  display: '{row_number}',
  fields: {
    data_job: readOnly(reference('transfer.data_job', { onDelete: 'cascade' })),
    row_number: readOnly(integer({ min: 1, max: 2_000_000_000 })),
    row_key: readOnly(text({ default: '' })),
    outcome: readOnly(choice(['waiting', 'loaded', 'unchanged', 'skipped', 'failed'], { index: true })),
    cells: readOnly(json({ type: 'object' })),
    record_id: readOnly(optional(text({ max: 40 }))),
    reason: readOnly(text({ max: 500, default: '' })),
    errors: readOnly(json({ type: 'array' }, { default: [] })),
    /** Values that were no good and left out, of a row that came in all the same. */
    warnings: readOnly(json({ type: 'array' }, { default: [] })),
    is_warned: readOnly(flag({ default: false, label: 'With warnings' })),
  },
  unique: [['data_job', 'row_number']],
  list: {
    columns: ['row_number', 'row_key', 'outcome', 'reason', 'errors'],
    filters: ['data_job', 'outcome', 'is_warned'],
    search: [],
    order: ['row_number', 'created_at'],
    default: 'row_number',
  },
  form: [{ fields: ['row_number', 'row_key', 'outcome', 'reason', 'errors'] }],
})
