/** An import or export that runs in the background (JOB). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, computed, instant, integer, json, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

/** 1234.56 and 2026-12-31 as programs write; 1.234,56 and 31.12.2026, or 1,234.56 and 31/12/2026, as people do. */
export const notations = ['plain', 'de', 'en'] as const
export type Notation = (typeof notations)[number]

export const dataJob = resource('transfer.data_job', {
  label: ['Import or export', 'Imports and exports'],
  scope: 'organization',
  access: ['fixed'],
  display: '{record} {job_type}',
  fields: {
    job_type: readOnly(choice(['import', 'export'])),
    record: readOnly(text({ max: 100, label: 'Record type' })),
    status: readOnly(
      choice(['pending', 'running', 'completed', 'failed', 'cancelled'], { default: 'pending', index: true }),
    ),
    is_dry_run: readOnly(choice(['yes', 'no'], { default: 'no', label: 'Dry run' })),
    mapping: readOnly(json({ type: 'object' })),
    /** What an export was asked for: `filters` as the nested filter of a list, and its query. */
    input_params: readOnly(json({ type: 'object' }, { label: 'Asked for' })),
    /** What becomes of a finding: an error, a skipped row, or a value that is left out. */
    strictness: readOnly(choice(['strict', 'normal', 'lenient'], { default: 'normal' })),
    /** How the file writes numbers and days. */
    notation: readOnly(choice(notations, { default: 'plain', label: 'Numbers and days' })),
    total_rows: readOnly(integer({ min: 0, max: 2_000_000_000, default: 0 })),
    done_rows: readOnly(integer({ min: 0, max: 2_000_000_000, default: 0 })),
    loaded_rows: readOnly(integer({ min: 0, max: 2_000_000_000, default: 0 })),
    unchanged_rows: readOnly(integer({ min: 0, max: 2_000_000_000, default: 0 })),
    skipped_rows: readOnly(integer({ min: 0, max: 2_000_000_000, default: 0 })),
    failed_rows: readOnly(integer({ min: 0, max: 2_000_000_000, default: 0 })),
    warning_rows: readOnly(integer({ min: 0, max: 2_000_000_000, default: 0 })),
    output_digest: readOnly(optional(text({ max: 64, label: 'SHA-256' }))),
    output_bytes: readOnly(optional(integer({ min: 0, max: 2_000_000_000, label: 'Size in bytes' }))),
    /** Where its file is, as long as it is kept (JOB-13). */
    output_url: computed('text'),
    expires_at: readOnly(optional(instant({ label: 'Kept until' }))),
    result_log: readOnly(json({ type: 'object' })),
    started_at: readOnly(optional(instant())),
    finished_at: readOnly(optional(instant())),
  },
  list: {
    columns: ['created_at', 'job_type', 'record', 'status', 'done_rows', 'total_rows', 'failed_rows'],
    filters: ['job_type', 'status', 'record'],
    search: [],
    order: ['created_at'],
    default: '-created_at',
  },
  form: [
    {
      fields: [
        'job_type',
        'record',
        'status',
        'total_rows',
        'loaded_rows',
        'unchanged_rows',
        'skipped_rows',
        'failed_rows',
        'warning_rows',
        'expires_at',
      ],
    },
  ],
})
