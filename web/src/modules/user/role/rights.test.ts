/** What a role grants by itself, by patterns and by inheritance. */
import { expect, test } from 'vitest'
import { ancestorsOf, changed, covers, holds, type RoleFacts, spelledOut, standingOf } from './rights.ts'

const role = (
  id: string,
  permissions: string[],
  inherits: string[] = [],
  valid_until: string | null = null,
) => [id, { id, code: id, name: id.toUpperCase(), permissions, inherits, valid_until }] as const
const known = (...list: (readonly [string, RoleFacts])[]) => new Map<string, RoleFacts>(list)
const now = Date.parse('2026-11-21T12:00:00Z')

test('an entry covers its code, its module, all, or all that only looks', () => {
  expect(covers('sales.post_invoice', 'sales.post_invoice')).toBe(true)
  expect(covers('sales.*', 'sales.post_invoice')).toBe(true)
  expect(covers('*', 'sales.post_invoice')).toBe(true)
  expect(covers('*.view_*', 'sales.view_invoice')).toBe(true)
  expect(covers('*.view_*', 'sales.post_invoice')).toBe(false)
  expect(covers('sales.view_*', 'products.view_product')).toBe(false)
  expect(covers('sales.post_invoice', 'sales.post_invoices')).toBe(false)
})

test('what is inherited names the way, also over two steps, and a circle comes to an end', () => {
  const roles = known(role('a', ['x.view_a'], ['b']), role('b', ['x.view_b'], ['a']))
  const ancestors = ancestorsOf(['a'], roles, now)
  expect(ancestors.map(({ path }) => path)).toEqual([['A'], ['A', 'B']])
  const standing = standingOf('x.view_b', ['x.view_c'], ancestors)
  expect([standing.own, standing.pattern, holds(standing)]).toEqual([false, null, true])
  expect(standing.inherited.map(({ path }) => path.join(' '))).toEqual(['A B'])
  expect(holds(standingOf('x.view_d', ['x.view_c'], ancestors))).toBe(false)
})

test('a role that is over gives nothing and passes nothing on', () => {
  const roles = known(role('a', ['x.view_a'], ['b'], '2026-11-21T11:59:00Z'), role('b', ['x.view_b']))
  expect(ancestorsOf(['a'], roles, now)).toEqual([])
})

test('a pattern is spelled out before single permissions can go', () => {
  const all = ['x.view_a', 'x.add_a', 'y.view_a'].map((code) => ({
    code,
    module: code.slice(0, 1),
    record: 'x.a',
    verb: code.slice(2, code.indexOf('_')),
    label: code,
  }))
  const list = spelledOut(['x.*'], all)
  expect(list).toEqual(['x.view_a', 'x.add_a'])
  expect(changed(list, ['x.add_a'], false)).toEqual(['x.view_a'])
  expect(changed(['x.view_a'], ['x.add_a', 'x.view_a'], true)).toEqual(['x.add_a', 'x.view_a'])
})
