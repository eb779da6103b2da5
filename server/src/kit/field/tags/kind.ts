/** Free keywords, in files parted by commas. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const tags: StoredKind = {
  type: 'text[]',
  schema: { type: 'array', items: { type: 'string' } },
  fromCell: (text) => text.split(',').map((tag) => tag.trim()),
  toCell: (value) => ((value ?? []) as readonly string[]).join(','),
}
