/** Instants come from the database as JavaScript writes them, so that equal ones are equal texts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toIsoInstant } from './database.ts'

test('an instant of whole milliseconds is the text that JavaScript makes of it', () => {
  for (const fraction of ['', '.1', '.12', '.123', '.02', '.003']) {
    const text = toIsoInstant(`2026-11-21 08:30:00${fraction}+00`)
    assert.equal(text, new Date(`2026-11-21T08:30:00${fraction}Z`).toISOString())
  }
  assert.equal(toIsoInstant('2026-11-21 08:30:00.123456+00'), '2026-11-21T08:30:00.123456Z')
  assert.equal(toIsoInstant('2026-11-21 09:30:00+01'), '2026-11-21T08:30:00.000Z')
})
