/** A stored file: its metadata here, its bytes in the file store (FILE). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { computed, customFields, integer, tags, text } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const file = resource('common.file', {
  label: ['File', 'Files'],
  scope: 'organization',
  access: ['uploaded'],
  display: '{original_filename}',
  fields: {
    original_filename: readOnly(text({ label: 'Name' })),
    media_type: readOnly(text({ max: 100 })),
    size_bytes: readOnly(integer({ min: 0, max: 2_000_000_000 })),
    digest: readOnly(text({ max: 64, label: 'SHA-256' })),
    width: readOnly(optional(integer({ min: 0, max: 100_000 }))),
    height: readOnly(optional(integer({ min: 0, max: 100_000 }))),
    file_size_display: computed('text', { label: 'Size' }),
    download_url: computed('text', { label: 'Address for some minutes' }),
    tags: tags(),
    custom_fields: customFields(),
  },
  list: {
    columns: ['original_filename', 'media_type', 'size_bytes', 'created_at'],
    filters: ['media_type'],
    search: ['original_filename'],
    order: ['original_filename', 'created_at'],
    default: '-created_at',
  },
  form: [{ fields: ['original_filename', 'media_type', 'size_bytes', 'tags'] }],
})
export type File = Row<typeof file>
