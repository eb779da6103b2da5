/** What starting took is given back to the machine. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveBackMemory } from './give-back-memory.ts'

const megabyte = 1024 * 1024

test('room for what is used no longer is given back', () => {
  const made = Array.from({ length: 1_000_000 }, (_, index) => ({ index }))
  const full = process.memoryUsage().heapTotal
  made.length = 0
  giveBackMemory()
  const kept = process.memoryUsage().heapTotal
  assert.ok(kept < full - 20 * megabyte, `${full / megabyte} MB before, ${kept / megabyte} MB after`)
})
