/** Which commands fit what was typed. */
import { expect, test } from 'vitest'
import { type Command, fitting } from './palette.ts'

const commands: Command[] = [
  { key: '1', label: 'Aufträge', hint: 'Verkauf', icon: '', run: () => {} },
  { key: '2', label: 'Angebote', hint: 'Verkauf', icon: '', run: () => {} },
  { key: '3', label: 'Bestand je Lager', hint: 'Lager', icon: '', run: () => {} },
  { key: '4', label: 'Lagerplätze', hint: 'Lager', icon: '', run: () => {} },
]
const keys = (text: string) => fitting(commands, text).map((command) => command.key)

test('everything fits nothing typed', () => expect(keys('')).toEqual(['1', '2', '3', '4']))
test('accents and case do not matter', () => expect(keys('AUFTRAG')).toEqual(['1']))
test('each word must begin a word of name or hint', () => expect(keys('verk ang')).toEqual(['2']))
test('a name that begins with the text comes first', () => expect(keys('lager')).toEqual(['4', '3']))
test('the middle of a word does not fit', () => expect(keys('gebot')).toEqual([]))
