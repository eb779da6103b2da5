/** Every language fills the same places: a text that forgets a value would show nothing where it belongs. */
import { expect, test } from 'vitest'
import { de as kitDe } from '#web/kit/texts.de.ts'
import { en as kitEn } from '#web/kit/texts.en.ts'
import { de as lookDe } from '#web/look/texts.de.ts'
import { en as lookEn } from '#web/look/texts.en.ts'
import { de as signInDe } from './sign-in/texts.de.ts'
import { en as signInEn } from './sign-in/texts.en.ts'
import { de } from './texts.de.ts'
import { en } from './texts.en.ts'

function placeholders(texts: object, path = ''): [key: string, names: string[]][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string[]][] =>
    typeof value === 'string'
      ? [[path + key, [...value.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted()]]
      : placeholders(value as object, `${path}${key}.`),
  )
}

test.each([
  ['look', lookDe, lookEn],
  ['kit', kitDe, kitEn],
  ['shell', de, en],
  ['sign-in', signInDe, signInEn],
])('the German texts of %s use the values of the English ones', (_, german, english) => {
  expect(placeholders(german)).toEqual(placeholders(english))
})
