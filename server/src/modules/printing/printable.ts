/** Makes all texts of a view fit for paper: no control characters, nothing without glyph, no endless word. */
import { canShow } from './fonts.ts'

const replacement = '\ufffd'
// Marks that turn the reading direction could make a printed figure look like another one.
const unwanted = /(?!\n)\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Variation_Selector}/gu
const piece = 12
const longestLetters = 60
const mayBreakHere = '\u200b'

export interface Printable<View> {
  readonly view: View
  /** Characters the fonts lack; each was replaced by a visible mark. */
  readonly unprintable: readonly string[]
}

export function makePrintable<View>(view: View): Printable<View> {
  const unprintable = new Set<string>()
  return { view: cleaned(view, unprintable) as View, unprintable: [...unprintable] }
}

function cleaned(value: unknown, unprintable: Set<string>): unknown {
  if (typeof value === 'string') return cleanedText(value, unprintable)
  if (Array.isArray(value)) return value.map((each) => cleaned(each, unprintable))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleaned(each, unprintable)]))
}

function cleanedText(text: string, unprintable: Set<string>): string {
  const plain = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(unwanted, '')
  const shown = [...plain].map((character) => {
    if (character === '\n' || canShow(character)) return character
    unprintable.add(character)
    return replacement
  })
  return shown.join('').replace(/[^\s\u00a0-]{25,}/g, breakable)
}

/** Words of small letters are left to hyphenation, unless nobody could have meant them as a word. */
function breakable(word: string): string {
  if (word.length <= longestLetters && /^\p{P}*\p{Lu}?\p{Ll}+\p{P}*$/u.test(word)) return word
  const characters = [...word]
  const pieces: string[] = []
  for (let at = 0; at < characters.length; at += piece) {
    pieces.push(characters.slice(at, at + piece).join(''))
  }
  return pieces.join(mayBreakHere)
}
