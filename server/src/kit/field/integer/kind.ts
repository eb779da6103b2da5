/** A whole number; spreadsheets like to write `7.0`. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const integer: StoredKind = {
  type: 'integer',
  schema: { type: 'integer' },
  fromCell: (text) => (/^-?\d+(\.0+)?$/.test(text) ? Number(text) : text),
}
