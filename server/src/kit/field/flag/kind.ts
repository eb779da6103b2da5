/** Yes or no, in files by several words. */
import type { StoredKind } from '#server/kit/field/kind.ts'

const words: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  yes: true,
  no: false,
  ja: true,
  nein: false,
  '1': true,
  '0': false,
}

export const flag: StoredKind = {
  type: 'boolean',
  schema: { type: 'boolean' },
  fromCell: (text) => words[text.toLowerCase()] ?? text,
}
