/** Every reason not to start: a message that names it, its exit code, and nothing left half-started. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { variableOf } from '#server/platform/secrets.ts'
import { neededSecrets } from '#server/needed-secrets.ts'
import { exitCodes, type ExitReason } from '#server/platform/start-failure.ts'
import { type KontorProcess, ownerUrlOf, runServer, temporaryFolder } from '../testing/kontor-process.ts'
import { startOldPostgres } from '../testing/old-postgres.ts'

const folder = temporaryFolder('refusal')
const usedFolder = join(folder.path, 'used')
/** Where DATABASE_URL is set, several servers may share it, and none makes keys of its own. */
const keyNames = Object.keys(neededSecrets).map(variableOf)
const keys = Object.fromEntries(keyNames.map((name) => [name, 'chosen for these tests, and long enough']))
let running: KontorProcess
let ownerUrl: URL
let counter = 0

before(async () => {
  running = runServer({ KONTOR_DATA: usedFolder })
  await running.ready
  ownerUrl = new URL(ownerUrlOf(usedFolder))
})

after(async () => {
  running.child.kill('SIGTERM')
  await running.exit
  folder.remove()
})

/** A data folder of its own, holding these files. */
function dataFolder(files: Record<string, string> = {}): string {
  const path = join(folder.path, `data-${(counter += 1)}`)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return path
}

async function refuses(reason: ExitReason, environment: Record<string, string>, ...says: RegExp[]) {
  const data = environment.KONTOR_DATA ?? dataFolder()
  const kontor = runServer({ KONTOR_DATA: data, ...environment })
  const { code } = await kontor.exit
  assert.equal(code, exitCodes[reason], kontor.output())
  for (const words of says) assert.match(kontor.output(), words)
  assert.doesNotMatch(kontor.output(), /\n {4}at /, 'no stack trace for a fault of the environment')
  if (data !== usedFolder) assert.equal(existsSync(join(data, 'postgres/postmaster.pid')), false)
}

test('a busy port', async () => {
  const { port } = new URL(await running.ready)
  const data = dataFolder()
  await refuses(
    'portBusy',
    { PORT: port, KONTOR_DATA: data },
    new RegExp(`Port ${port} on 127.0.0.1 is in use`),
  )
  assert.equal(existsSync(join(data, 'postgres')), false)
})

test('settings that cannot be read, one line each', async () => {
  const wrong = { PORT: '80x', HOST: 'a b', KONTOR_LOG: 'loud', KONTOR_DEMO: 'yes', KONTOR_LANGUAGE: 'tlh' }
  const lines = Object.keys(wrong).map((name) => new RegExp(`^Kontor: ${name} must be .+\\.$`, 'm'))
  await refuses('configuration', wrong, ...lines)
})

test('an address this machine does not have', () =>
  refuses('configuration', { HOST: '203.0.113.7' }, /no address/))

test('demo data where real work is at stake', async () => {
  await refuses('configuration', { HOST: '0.0.0.0', KONTOR_DEMO: 'on' }, /KONTOR_DEMO must be off/)
})

test('an address of a database that is none', async () => {
  for (const url of ['nonsense', 'http://localhost/kontor', 'postgres://localhost']) {
    await refuses('configuration', { DATABASE_URL: url }, /DATABASE_URL must look like postgres:/)
  }
})

test('a database server that does not answer, or not to us', async () => {
  const changed = (change: Partial<URL>) => ({
    DATABASE_URL: Object.assign(new URL(ownerUrl), change).href,
    ...keys,
  })
  await refuses('database', changed({ port: '1' }), /no PostgreSQL answers at 127\.0\.0\.1:1/)
  await refuses('database', changed({ hostname: 'nowhere.invalid' }), /no host named nowhere\.invalid/)
  await refuses('database', changed({ password: 'wrong' }), /refuses user kontor_owner or the password/)
  await refuses('database', changed({ pathname: '/missing' }), /has no database missing/)
})

test('a database server that is too old', async () => {
  const old = await startOldPostgres('150004')
  await refuses('database', { DATABASE_URL: old.url, ...keys }, /is PostgreSQL 15, Kontor needs 18 or newer/)
  old.stop()
})

test('a database of one’s own without the keys that its servers share', async () => {
  const lines = keyNames.map(
    (name) => new RegExp(`^Kontor: ${name} must be set where DATABASE_URL is\\.$`, 'm'),
  )
  await refuses('configuration', { DATABASE_URL: ownerUrl.href }, ...lines)
})

test('a data folder in use', async () => {
  const holder = `process ${running.child.pid}`
  await refuses(
    'dataFolder',
    { KONTOR_DATA: usedFolder },
    new RegExp(`in use by another Kontor \\(${holder}`),
  )
  const answer = await fetch(new URL('readyz', await running.ready))
  assert.equal(answer.status, 200, 'the one that uses it goes on')
})

test('a data folder of another PostgreSQL', async () => {
  const data = dataFolder({ 'kontor-data.txt': 'kontor data 1\n', 'postgres/PG_VERSION': '17\n' })
  await refuses('dataFolder', { KONTOR_DATA: data }, /was made by PostgreSQL 17, and this Kontor brings 18/)
})

test('a data folder of a newer Kontor, or of something else', async () => {
  const newer = dataFolder({ 'kontor-data.txt': 'kontor data 2\n' })
  await refuses('dataFolder', { KONTOR_DATA: newer }, /another version of Kontor \(layout 2/)
  const foreign = dataFolder({ 'letter.txt': 'Dear Aunt,' })
  await refuses('dataFolder', { KONTOR_DATA: foreign }, /something else than data of Kontor/)
  assert.equal(existsSync(join(foreign, 'lock')), false)
  const file = join(dataFolder({ file: '' }), 'file')
  await refuses('dataFolder', { KONTOR_DATA: file }, /cannot be used/)
})

test('what does start: a database of one’s own; readiness tells when it is gone', async () => {
  const kontor = runServer({ KONTOR_DATA: dataFolder(), DATABASE_URL: ownerUrl.href, ...keys })
  const address = await kontor.ready
  const answer = await fetch(new URL('readyz', address))
  assert.equal(answer.status, 200)
  await tellsWhenTheDatabaseIsGone(address)
  kontor.child.kill('SIGTERM')
  assert.equal((await kontor.exit).code, 0)
  const client = new pg.Client({ connectionString: ownerUrl.href })
  await client.connect()
  const { rows } = await client.query(`select rolsuper, rolbypassrls, rolcreaterole,
    current_setting('fsync') as fsync, current_setting('listen_addresses') as listen_addresses,
    current_setting('data_checksums') as data_checksums from pg_roles where rolname = current_user`)
  await client.end()
  assert.deepEqual(rows[0], {
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: true,
    fsync: 'on',
    listen_addresses: '127.0.0.1',
    data_checksums: 'on',
  })
})

// The last one: it ends the Kontor that the others looked at.
test('passwords that are not those of the data', async () => {
  running.child.kill('SIGTERM')
  assert.equal((await running.exit).code, 0)
  writeFileSync(join(usedFolder, 'secrets/postgres-superuser'), 'another one\n')
  await refuses('dataFolder', { KONTOR_DATA: usedFolder }, /passwords in the data folder/)
  assert.equal(existsSync(join(usedFolder, 'postgres/postmaster.pid')), false)
})

/** Readiness does, and comes back; liveness does not care. */
async function tellsWhenTheDatabaseIsGone(address: string): Promise<void> {
  const superuser = new URL(ownerUrl)
  superuser.username = 'postgres'
  superuser.password = readFileSync(join(usedFolder, 'secrets/postgres-superuser'), 'utf8').trim()
  superuser.pathname = '/postgres'
  const client = new pg.Client({ connectionString: superuser.href })
  await client.connect()
  await client.query('alter database kontor allow_connections false')
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'kontor'`)
  const statuses = []
  for (const path of ['readyz', 'health', 'healthz', 'livez']) {
    statuses.push((await fetch(new URL(path, address))).status)
  }
  await client.query('alter database kontor allow_connections true')
  await client.end()
  assert.deepEqual(statuses, [503, 503, 503, 200])
  assert.equal((await fetch(new URL('readyz', address))).status, 200, 'and it comes back')
}
