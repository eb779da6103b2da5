/** What a file is, by its content; its name only tells apart what looks alike (RULINGS 29). */
import { imageFormatOf, imageMediaTypes } from '#server/platform/images/image-format.ts'

const offices: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

/** Null for what is not taken: programs, archives, and whatever else a browser might run. */
export function mediaTypeOf(bytes: Uint8Array, name: string): string | null {
  const picture = imageFormatOf(bytes)
  if (picture !== null) return imageMediaTypes[picture]
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  if (head.startsWith('%PDF-')) return 'application/pdf'
  if (head.startsWith('PK\x03\x04')) return offices[ending] ?? null
  if (!isText(bytes)) return null
  if (ending === 'csv') return 'text/csv'
  return ['txt', 'md', 'json'].includes(ending) ? 'text/plain' : null
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

export const isPicture = (mediaType: string): boolean => mediaType.startsWith('image/')
