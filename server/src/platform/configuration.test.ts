/** What the environment means, beyond the refusals that tools/launcher/refusal.test.ts provokes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isProduction, readConfiguration } from './configuration.ts'

const databaseUrl = 'postgres://owner:secret@db.example:5432/kontor'

test('nothing set: a demo on the loopback address', () => {
  const configuration = readConfiguration({}, '/srv/kontor')
  const { host, port, demo, language, logLevel } = configuration
  assert.deepEqual(
    { host, port, demo, language, logLevel },
    {
      host: '127.0.0.1',
      port: 8017,
      demo: true,
      language: 'en',
      logLevel: 'warn',
    },
  )
  assert.equal(isProduction(configuration), false)
})

test('an empty variable counts as unset', () => {
  assert.equal(readConfiguration({ PORT: '', DATABASE_URL: '' }, '/srv/kontor').port, 8017)
})

test('the data folder: as given, from the project’s folder; root’s is not below it', () => {
  assert.equal(
    readConfiguration({ KONTOR_DATA: 'elsewhere' }, '/srv/kontor').dataFolder,
    '/srv/kontor/elsewhere',
  )
  const expected = process.getuid?.() === 0 ? '/var/lib/kontor/shop' : '/srv/shop/data'
  assert.equal(readConfiguration({}, '/srv/shop').dataFolder, expected)
})

test('a database of one’s own or an address others can reach is production: no demo data', () => {
  for (const environment of [
    { DATABASE_URL: databaseUrl },
    { HOST: '0.0.0.0' },
    { HOST: '127.0.0.1.evil.example' },
  ]) {
    const configuration = readConfiguration(environment, '/srv/kontor')
    assert.equal(isProduction(configuration), true)
    assert.equal(configuration.demo, false)
    assert.equal(configuration.logLevel, 'info')
  }
  for (const host of ['localhost', '::1', '127.8.8.8']) {
    assert.equal(isProduction(readConfiguration({ HOST: host }, '/srv/kontor')), false)
  }
})

test('an address of the application role alone is a fault', () => {
  assert.throws(() => readConfiguration({ KONTOR_APP_URL: databaseUrl }, '/srv/kontor'), /needs DATABASE_URL/)
})

test('what tokens and guesses at passwords cost is set within bounds that keep both safe', () => {
  const read = (environment: NodeJS.ProcessEnv) => readConfiguration(environment, '/srv/kontor').identity
  const { tokens, passwordCost } = read({
    JWT_ACCESS_TOKEN_EXPIRE_MINUTES: '5',
    JWT_REFRESH_TOKEN_EXPIRE_DAYS: '30',
    ARGON2_MEMORY_COST: '65536',
    ARGON2_PARALLELISM: '4',
  })
  assert.deepEqual(tokens, { accessSeconds: 300, refreshMilliseconds: 30 * 86_400_000 })
  assert.deepEqual(passwordCost, { memoryCost: 65_536, timeCost: 2, parallelism: 4 })
  for (const [name, value] of Object.entries({
    JWT_ACCESS_TOKEN_EXPIRE_MINUTES: '61',
    JWT_REFRESH_TOKEN_EXPIRE_DAYS: '0',
    ARGON2_MEMORY_COST: '8192',
    ARGON2_TIME_COST: '1',
  })) {
    assert.throws(() => read({ [name]: value }), new RegExp(name))
  }
})

test('files are 25 MB and of every kind we know, unless said; a kind we do not know is refused', () => {
  const read = (environment: Record<string, string>) => readConfiguration(environment, '/srv/kontor').files
  assert.deepEqual([read({}).mostMegabytes, read({}).mediaTypes.length], [25, 10])
  const narrow = read({ MAX_UPLOAD_SIZE: '100', ALLOWED_MIME_TYPES: 'image/png, application/pdf' })
  assert.deepEqual(narrow, { mostMegabytes: 100, mediaTypes: ['image/png', 'application/pdf'] })
  for (const size of ['0', '101', '2.5', 'much']) {
    assert.throws(() => read({ MAX_UPLOAD_SIZE: size }), /MAX_UPLOAD_SIZE must be a number of megabytes/)
  }
  for (const types of ['text/html', 'image/png,image/svg+xml', ',']) {
    assert.throws(() => read({ ALLOWED_MIME_TYPES: types }), /ALLOWED_MIME_TYPES must list some of/)
  }
})
