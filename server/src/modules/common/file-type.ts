/** What a file is, by its content; its name only tells apart kinds of text (RULINGS 29). */
import { imageFormatOf, imageMediaTypes } from '#server/platform/images/image-format.ts'

const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument.spreadsheet'

/** Null for what is not taken: programs, archives, and whatever else a browser might run. */
export function mediaTypeOf(bytes: Uint8Array, name: string): string | null {
  const picture = imageFormatOf(bytes)
  if (picture !== null) return imageMediaTypes[picture]
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  if (head.startsWith('%PDF-')) return 'application/pdf'
  if (head.startsWith('PK\x03\x04')) return officeTypeOf(Buffer.from(bytes))
  if (!isText(bytes)) return null
  if (ending === 'csv') return 'text/csv'
  return ['txt', 'md', 'json'].includes(ending) ? 'text/plain' : null
}

/** The names of what an archive holds stand in it as they are; what carries macros is a program. */
function officeTypeOf(bytes: Buffer): string | null {
  if (bytes.includes('vbaProject.bin')) return null
  // An OpenDocument says what it is in its first entry, at a fixed place.
  if (bytes.subarray(30, 38 + openDocument.length).toString('latin1') === `mimetype${openDocument}`) {
    return openDocument
  }
  if (!bytes.includes('[Content_Types].xml')) return null
  if (bytes.includes('xl/workbook.xml')) return `${office}.spreadsheetml.sheet`
  return bytes.includes('word/document.xml') ? `${office}.wordprocessingml.document` : null
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
