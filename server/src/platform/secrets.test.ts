/** Secrets: made once and kept to their owner, or demanded from the environment. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

test('create, update and rotate change what every reader sees; read makes nothing', async () => {
  const [secrets, other] = [openSecrets(embedded, {}), openSecrets(embedded, {})]
  assert.equal(await secrets.read('mail-key'), null)
  await secrets.create('mail-key', 'one')
  await assert.rejects(secrets.create('mail-key', 'two'), /already/)
  await secrets.update('mail-key', 'three')
  assert.equal(await other.read('mail-key'), 'three')
  const fresh = await secrets.rotate('mail-key')
  assert.equal(await other.read('mail-key'), fresh)
  assert.equal(statSync(join(dataFolder, 'secrets', 'mail-key')).mode & 0o777, 0o600)
  await assert.rejects(openSecrets(external, {}).update('mail-key', 'x'), /KONTOR_SECRET_MAIL_KEY/)
})

test('VAULT_FILE holds all in one JSON file, which is written whole', async () => {
  const file = join(dataFolder, 'vault.json')
  writeFileSync(file, JSON.stringify({ plain: 'text', structured: { key: 1 } }))
  const secrets = openSecrets(external, { VAULT_FILE: file })
  assert.equal(secrets.get('plain'), 'text')
  assert.equal(secrets.get('structured'), '{"key":1}')
  assert.throws(() => secrets.get('absent'), /VAULT_FILE holds no secret absent/)
  await secrets.update('plain', 'changed')
  assert.equal(await openSecrets(external, { VAULT_FILE: file }).read('plain'), 'changed')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  writeFileSync(file, 'a secret, but no JSON')
  assert.throws(
    () => secrets.get('plain'),
    (error: Error) => /cannot be read/.test(error.message) && !/no JSON/.test(error.message),
  )
})

test('an unknown provider is refused, and `environment` keeps nothing in files', () => {
  assert.throws(() => openSecrets(embedded, { KONTOR_SECRETS: 'somewhere' }), /KONTOR_SECRETS must be/)
  assert.throws(
    () => openSecrets(embedded, { KONTOR_SECRETS: 'environment' }).get('never-made'),
    /KONTOR_SECRET_NEVER_MADE must be set/,
  )
})
