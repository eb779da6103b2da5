/** Scopes take away and never add, whatever patterns meet. */
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { covers, intersect } from './narrow.ts'

const table: readonly (readonly [string, string, string | null])[] = [
  ['*', '*', '*'],
  ['*', 'sales.*', 'sales.*'],
  ['*', '*.view_*', '*.view_*'],
  ['sales.*', '*.view_*', 'sales.view_*'],
  ['sales.*', 'stock.*', null],
  ['sales.view_*', '*.view_*', 'sales.view_*'],
  ['sales.view_*', 'sales.view_invoice', 'sales.view_invoice'],
  ['sales.view_*', 'sales.add_invoice', null],
  ['sales.add_invoice', 'sales.*', 'sales.add_invoice'],
  ['sales.add_invoice', 'sales.change_invoice', null],
  ['*.view_*', 'sales.view_invoice', 'sales.view_invoice'],
  ['*.view_*', 'sales.add_invoice', null],
]

test('what two patterns have in common', () => {
  for (const [left, right, both] of table) {
    assert.equal(intersect(left, right), both, `${left} and ${right}`)
    assert.equal(intersect(right, left), both, `${right} and ${left}`)
  }
})

test('a scope covers what lies within it', () => {
  assert.ok(covers(['sales.*'], 'sales.view_*'))
  assert.ok(covers(['stock.*', '*.view_*'], 'sales.view_invoice'))
  assert.ok(!covers(['sales.view_*'], 'sales.*'))
  assert.ok(!covers(['*.view_*'], '*'))
  assert.ok(!covers([], 'sales.view_invoice'))
})

const module = fc.constantFrom('*', 'sales', 'stock')
const verb = fc.constantFrom('*', 'view_*', 'view_invoice', 'add_invoice')
const pattern = fc
  .tuple(module, verb)
  .filter(([a, b]) => a !== '*' || b === '*' || b === 'view_*')
  .map(([a, b]) => (a === '*' && b === '*' ? '*' : `${a}.${b}`))
const exact = fc.constantFrom(
  'sales.view_invoice',
  'sales.add_invoice',
  'stock.view_invoice',
  'stock.add_invoice',
)
const allows = (granted: string | null, permission: string) =>
  granted !== null && intersect(granted, permission) === permission

test('a permission is in both patterns exactly when it is in what they have in common', () => {
  fc.assert(
    fc.property(pattern, pattern, exact, (left, right, permission) => {
      const both = allows(left, permission) && allows(right, permission)
      assert.equal(allows(intersect(left, right), permission), both)
    }),
  )
})
