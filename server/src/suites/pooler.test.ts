/** Through PgBouncer in transaction mode one connection serves all tenants in turn, and none sees another's rows. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createNetServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { type SecondServer, startSecondServer } from '#server/testing/second-server.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

const isMissing = spawnSync('pgbouncer', ['--version']).status !== 0
const skip = isMissing && 'no PgBouncer here: apt-get install pgbouncer'
const password = 'pooled'

let server: TestServer
let pooled: SecondServer
let bouncer: ChildProcess
let folder: string
let pooledUrl: string

before(async () => {
  if (isMissing) return
  server = await startServer()
  await server.sql(`alter role kontor_app login password '${password}'`)
  folder = mkdtempSync(join(tmpdir(), 'kontor-bouncer-'))
  const port = await freePort()
  pooledUrl = `postgres://kontor_app:${password}@127.0.0.1:${port}/pooled`
  bouncer = await startBouncer(port, new URL(server.database.url))
  pooled = await startSecondServer(server, { pooledUrl, listenUrl: server.database.elsewhereUrl })
})
after(async () => {
  if (isMissing) return
  await pooled?.stop()
  const ended = new Promise((resolve) => bouncer?.once('exit', resolve))
  bouncer?.kill('SIGKILL')
  await ended
  rmSync(folder, { recursive: true, force: true })
  await server.sql('alter role kontor_app nologin')
  await server.stop()
})

async function freePort(): Promise<number> {
  const net = createNetServer()
  await new Promise<void>((resolve) => void net.listen(0, '127.0.0.1', resolve))
  const { port } = net.address() as AddressInfo
  await new Promise((resolve) => net.close(resolve))
  return port
}

/** Two connections for everybody, so that each soon serves both tenants. */
async function startBouncer(port: number, { hostname, port: target, pathname }: URL): Promise<ChildProcess> {
  const database = `host=${hostname} port=${target} dbname=${pathname.slice(1)} user=kontor_app password=${password}`
  const settings = join(folder, 'pgbouncer.ini')
  writeFileSync(
    settings,
    `[databases]
pooled = ${database}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
ignore_startup_parameters = options,extra_float_digits
`,
  )
  spawnSync('chmod', ['-R', 'a+rX', folder])
  const isRoot = process.getuid?.() === 0
  const child = spawn('pgbouncer', ['-q', ...(isRoot ? ['-u', 'nobody'] : []), settings], { stdio: 'ignore' })
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: pooledUrl })
    try {
      await client.connect()
      await client.end()
      return child
    } catch (error) {
      if (tries === 100) throw error
      await pause(50)
    }
  }
}

test('many requests of two tenants at once: each gets its own rows and no others', { skip }, async () => {
  const companies = [server, server.other].map((company) => ({
    root: company.root,
    client: new ApiClient(pooled.url, company.as.administrator.account, company.root),
  }))
  for (const [number, { client }] of companies.entries()) {
    const made = await client.post('/api/v1/partners/', { name: `Only ${number}`, kind: 'company' })
    assertStatus(made, 201)
  }
  const calls = Array.from({ length: 120 }, (_, index) => companies[index % 2] ?? assert.fail())
  await Promise.all(
    calls.map(async ({ client, root }, index) => {
      const { results } = assertStatus(await client.get('/api/v1/partners/?search=Only'), 200).body
      assert.deepEqual(
        results.map((row: { name: string }) => row.name),
        [`Only ${index % 2}`],
      )
      const organizations = assertStatus(await client.get('/api/v1/organizations/'), 200).body.results
      assert.ok(organizations.some(({ id }: { id: string }) => id === root))
    }),
  )
})

test('who is shut out through the pooler is out at once, before any notification', { skip }, async () => {
  const { account } = await server.addUser({ username: 'pooled', role: 'viewer', organization: server.root })
  const client = new ApiClient(pooled.url, account, server.root)
  const chief = new ApiClient(pooled.url, server.as.administrator.account, server.root)
  assertStatus(await client.get('/api/v1/partners/'), 200)
  assertStatus(await chief.post(`/api/v1/users/${account?.id}/deactivate/`, { reason: 'Left' }), 200)
  assertStatus(await client.get('/api/v1/partners/'), 401)
})

test('no setting outlives its transaction on a connection that others use next', { skip }, async () => {
  const client = new pg.Client({ connectionString: pooledUrl })
  await client.connect()
  for (let tries = 0; tries < 20; tries += 1) {
    const { rows } = await client.query(
      `select count(*)::integer as seen, current_setting('erp.tenant_id', true) as tenant,
        current_setting('erp.user_id', true) as account, current_user as role from partner`,
    )
    const [{ seen, tenant, account, role }] = rows
    assert.deepEqual([seen, tenant || '', account || '', role], [0, '', '', 'kontor_app'])
  }
  await client.end()
})

test('what the pooler drops of start-up options the role has', { skip }, async () => {
  const client = new pg.Client({ connectionString: pooledUrl })
  await client.connect()
  const { rows } = await client.query(
    `select current_setting('statement_timeout') as statement, current_setting('TimeZone') as zone`,
  )
  assert.deepEqual(rows, [{ statement: '30s', zone: 'UTC' }])
  await client.end()
})
