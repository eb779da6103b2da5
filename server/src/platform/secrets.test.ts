/** Secrets: made once and kept to their owner, or demanded from the environment. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openSecrets } from './secrets.ts'

const dataFolder = mkdtempSync(join(tmpdir(), 'kontor-secrets-'))
const embedded = { dataFolder, databaseUrl: undefined }
const external = { dataFolder, databaseUrl: 'postgres://owner@db.example/kontor' }

after(() => rmSync(dataFolder, { recursive: true }))

test('made at first use, the same ever after, readable by its owner only', () => {
  const first = openSecrets(embedded, {}).get('session-key')
  assert.ok(first.length >= 32)
  assert.equal(openSecrets(embedded, {}).get('session-key'), first)
  assert.notEqual(openSecrets(embedded, {}).get('token-key'), first)
  const folder = join(dataFolder, 'secrets')
  assert.deepEqual(readdirSync(folder).toSorted(), ['session-key', 'token-key'])
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  assert.equal(statSync(join(folder, 'session-key')).mode & 0o777, 0o600)
})

test('the environment comes first, and must not be short', () => {
  const given = 'a secret that somebody has chosen with care'
  assert.equal(openSecrets(external, { KONTOR_SECRET_SESSION_KEY: given }).get('session-key'), given)
  assert.throws(
    () => openSecrets(embedded, { KONTOR_SECRET_SESSION_KEY: 'short' }).get('session-key'),
    /at least 32/,
  )
})

test('beside a database of one’s own it must be given: other servers need the same', () => {
  assert.throws(() => openSecrets(external, {}).get('session-key'), /KONTOR_SECRET_SESSION_KEY must be set/)
})
