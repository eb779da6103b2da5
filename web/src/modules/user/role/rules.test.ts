/** The rules of a role over fields and rows: own ones, inherited ones, and which of these is the stricter. */
import { expect, test } from 'vitest'
import type { Ancestor } from './rights.ts'
import { shownRules, withRule } from './rules.ts'

const above = (name: string, field_rules: Record<string, 'hidden' | 'frozen'>): Ancestor => ({
  role: { id: name, code: name, name, permissions: [], inherits: [], valid_until: null, field_rules },
  path: [name],
})

test('own and inherited rules stand in one list, the strictest of the inherited with where it is from', () => {
  const own = { 'sales.payment.amount': 'frozen', 'sales.payment.note': 'hidden' } as const
  const ancestors = [
    above('near', { 'sales.payment.note': 'frozen', 'sales.payment.partner': 'frozen' }),
    above('far', { 'sales.payment.partner': 'hidden' }),
  ]
  const shown = shownRules(own, ancestors, (role) => role.field_rules)
  expect(shown.map(({ field, own: here, inherited, from }) => [field, here, inherited, from])).toEqual([
    ['amount', 'frozen', null, ''],
    ['note', 'hidden', 'frozen', 'near'],
    ['partner', null, 'hidden', 'far'],
  ])
})

test('a rule over rows is named by its record alone', () => {
  const [one] = shownRules({ 'sales.payment': 'own' } as const, [], () => undefined)
  expect([one?.record, one?.field]).toEqual(['sales.payment', ''])
})

test('rules are set and taken away without touching the others', () => {
  expect(withRule({ a: 'own' }, 'b', 'own')).toEqual({ a: 'own', b: 'own' })
  expect(withRule({ a: 'own', b: 'own' }, 'a', null)).toEqual({ b: 'own' })
})
