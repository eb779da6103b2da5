/** Stages run at the same time, in places they share, and are told of one after the other. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPlaces } from './places.ts'
import { createTelling } from './telling.ts'

const gate = () => Promise.withResolvers<void>()

test('of what waits for a place the longest begins first, and only so many at once', async () => {
  const places = createPlaces(2)
  const begun: number[] = []
  const gates = new Map([1, 5, 9, 3].map((length) => [length, gate()]))
  const all = [...gates].map(([length, { promise }]) =>
    places.take(length, async () => {
      begun.push(length)
      await promise
    }),
  )
  await new Promise(setImmediate)
  assert.deepEqual(begun, [9, 5])
  gates.get(5)?.reject(new Error('a piece that fails gives its place back'))
  await assert.rejects(all[1] as Promise<void>)
  gates.get(9)?.resolve()
  await all[2]
  await new Promise(setImmediate)
  assert.deepEqual(begun, [9, 5, 3, 1])
  for (const { resolve } of gates.values()) resolve()
  await Promise.all([all[0], all[3]])
})

test('what stages say stands together, the first of them as it comes', async () => {
  const told: string[] = []
  const telling = createTelling((text) => told.push(text))
  const [first, second, third] = [gate(), gate(), gate()]
  const all = [
    telling.section(async (say) => {
      say('first begins')
      await first.promise
      say('first ends')
    }),
    telling.section(async (say) => {
      say('second begins')
      await second.promise
      say('second ends')
    }),
    telling.section(async (say) => {
      say('third')
      await third.promise
    }),
  ]
  assert.deepEqual(told, ['first begins'])
  second.resolve()
  await all[1]
  assert.deepEqual(told, ['first begins'])
  first.resolve()
  await all[0]
  assert.deepEqual(told, ['first begins', 'first ends', 'second begins', 'second ends', 'third'])
  third.resolve()
  await all[2]
})

test('an end before the end tells what was held back', async () => {
  const told: string[] = []
  const telling = createTelling((text) => told.push(text))
  const { promise, resolve } = gate()
  const all = ['first', 'second'].map((name) =>
    telling.section(async (say) => {
      say(name)
      await promise
    }),
  )
  telling.flush()
  assert.deepEqual(told, ['first', 'second'])
  resolve()
  await Promise.all(all)
})
