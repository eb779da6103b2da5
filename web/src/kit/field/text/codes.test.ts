/** Codes found and shown by the names people use. */
import { afterEach, expect, test, vi } from 'vitest'
import { isCodeFormat, nameOfCode, searchCodes } from './codes.ts'

afterEach(() => vi.unstubAllGlobals())

const signal = new AbortController().signal

function countries(...codes: string[]): void {
  const results = codes.map((code) => ({ code }))
  const answer = { count: codes.length, count_is_exact: true, next: null, previous: null, results }
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answer)))
}

test('a country is found by the words of its name in the language of the reader, or by its code', async () => {
  countries('AT', 'DE', 'GB', 'NL', 'US', 'AE')
  const found = async (text: string, language: string) =>
    (await searchCodes('country', language)(text, signal)).map(({ value }) => value)
  expect(await found('dEu', 'de')).toEqual(['DE'])
  expect(await found('ost', 'de')).toEqual(['AT'])
  expect(await found('united', 'en')).toEqual(['AE', 'GB', 'US'])
  expect(await found('kingdom', 'en')).toEqual(['GB'])
  expect(await found('nl', 'en')).toEqual(['NL'])
  expect(await found('nowhere', 'en')).toEqual([])
  expect(await found('', 'de')).toEqual(['DE', 'NL', 'AT', 'AE', 'US', 'GB'])
})

test('languages and time zones need no server', async () => {
  const german = await searchCodes('language', 'de')('', signal)
  expect(german.map(({ label }) => label)).toEqual(['Deutsch', 'Englisch'])
  const [berlin] = await searchCodes('time_zone', 'en')('berlin', signal)
  expect(berlin).toEqual({ value: 'Europe/Berlin', label: 'Europe/Berlin' })
})

test('a code without a name is shown as it is', () => {
  expect(nameOfCode('country', 'DE', 'de')).toBe('Deutschland')
  expect(nameOfCode('country', 'not a code', 'de')).toBe('not a code')
  expect(nameOfCode('time_zone', 'America/New_York', 'en')).toBe('America/New York')
  expect(isCodeFormat('email')).toBe(false)
})
