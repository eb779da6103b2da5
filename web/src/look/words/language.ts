/** The languages of the screens and what differs between them beside the words. */

export const languages = [
  { code: 'en', name: 'English', direction: 'ltr' },
  { code: 'de', name: 'Deutsch', direction: 'ltr' },
] as const

export type Language = (typeof languages)[number]['code']

/** A short text in every language, where a catalogue of its own would be too much. */
export type Localized = Readonly<Record<Language, string>>

export function isLanguage(code: unknown): code is Language {
  return languages.some((language) => language.code === code)
}

export function directionOf(code: Language): 'ltr' | 'rtl' {
  return languages.find((language) => language.code === code)?.direction ?? 'ltr'
}

/** The first language both sides know: what was chosen before, then what the reader's browser asks for. */
export function preferredLanguage(...wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const code = wish?.slice(0, 2).toLowerCase()
    if (isLanguage(code)) return code
  }
  return 'en'
}
