/** A document as it was issued: its bytes and their digest, never rendered again (DOMAIN 12). */
import { readOnly } from '#contract/kit/field/field.ts'
import { integer, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const printedDocument = resource('printing.printed_document', {
  label: ['Printed document', 'Printed documents'],
  scope: 'organization',
  access: ['fixed'],
  display: '{title}',
  fields: {
    document_kind: readOnly(text({ max: 60 })),
    document_id: readOnly(text({ max: 40, index: true })),
    title: readOnly(text()),
    language: readOnly(text({ max: 10 })),
    media_type: readOnly(text({ max: 100 })),
    size_bytes: readOnly(integer({ min: 0, max: 2_000_000_000 })),
    digest: readOnly(text({ max: 64, label: 'SHA-256' })),
    file: readOnly(reference('common.file')),
  },
  unique: [['document_id', 'language', 'media_type']],
  list: {
    columns: ['title', 'document_kind', 'language', 'size_bytes', 'created_at'],
    filters: ['document_id', 'document_kind'],
    search: ['title'],
    order: ['created_at'],
    default: '-created_at',
  },
  form: [{ fields: ['title', 'document_kind', 'language', 'media_type', 'size_bytes', 'digest'] }],
})
