/** The sentence of a failure in the reader's language. */
import type { Failure } from '#contract/kit/failure.ts'
import { germanFailure } from './catalogue.ts'

export const languages = ['en', 'de'] as const

/** The first language of `Accept-Language` that is complete; English otherwise (RULINGS 26). */
export function chooseLanguage(header: string | undefined): string {
  for (const part of (header ?? '').split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase()
    if (languages.some((known) => known === language)) return language
  }
  return 'en'
}

export function textOf(code: string, failure: Failure, language: string): { text: string; help?: string } {
  if (language === 'de') {
    const german = germanFailure(code)
    if (german !== undefined) return german
  }
  return failure
}
