/** A text per language; a file may have a column for each, or all of them as JSON. */
import { parsed, type StoredKind } from '#server/kit/field/kind.ts'

export const translatedText: StoredKind = {
  type: 'jsonb',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  fromCell: (text) => (text.startsWith('{') ? parsed(text) : text),
}
