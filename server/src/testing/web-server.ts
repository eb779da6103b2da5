/** A Kontor of its own for browser journeys: test database, free port, an empty company or the demo's. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { createServer } from '#server/assemble.ts'
import { loadDemo } from '#server/demo/load-demo.ts'
import { createPasswords } from '#server/modules/user/password.ts'
import { unprotected } from '#server/platform/protection.ts'
import { openPool } from '#server/platform/database.ts'
import { defaultIdentitySettings } from '#server/platform/identity-configuration.ts'
import { createOutgoing } from '#server/platform/outgoing.ts'
import { openMail } from '#server/platform/mail.ts'
import { createLifecycle } from '#server/platform/lifecycle.ts'
import { openSecrets } from '#server/platform/secrets.ts'
import { serveWeb } from '#server/platform/web-files.ts'
import { startTasks } from '#server/tasks.ts'
import { createTestDatabase } from './database.ts'

/** What the parent reads from the first line of the output. */
export interface Ready {
  readonly address: string
  readonly username: string
  readonly password: string
  /** Where its letters lie. */
  readonly mailFolder: string
  /** Its database, as the owner: for what only time would bring. */
  readonly database: string
}

const lifecycle = createLifecycle()
const cheap = { memoryCost: 8, timeCost: 1 }
const username = 'anna'
const password = randomBytes(12).toString('base64url')

/** The tenant's first organization is its legal entity; the administrator of the standard reaches it. */
async function addCompany(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const [tenant, user] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-0000000000aa']
  try {
    await client.query(
      `select set_config('erp.tenant_id', $1, false), set_config('erp.user_id', $2, false)`,
      [tenant, user],
    )
    await client.query(
      `insert into organization
         (id, tenant_id, name, code, is_legal_entity, organization_type_id, currency_id, timezone, language)
       select $1, $1, 'Huber Zinn GmbH', 'HUBER', true, t.id, c.id, 'Europe/Berlin', 'de'
       from organization_type t, currency c where c.code = 'EUR' order by t.name = 'Company' desc limit 1`,
      [tenant],
    )
    await addPerson(client, { tenant, id: user, username, name: 'Anna Huber', role: 'administrator' })
    const ben = '01900000-0000-7000-8000-0000000000bb'
    await addPerson(client, { tenant, id: ben, username: 'ben', name: 'Ben Maier', role: 'sales' })
  } finally {
    await client.end()
  }
}

interface Person {
  readonly tenant: string
  readonly id: string
  readonly username: string
  readonly name: string
  readonly role: string
}

/** All have the one password of this start. */
async function addPerson(client: pg.Client, { tenant, id, username: called, name, role }: Person) {
  await client.query(
    `insert into user_account (id, tenant_id, username, display_name, language, status)
     values ($2, $1, $3, $4, 'en', 'active')`,
    [tenant, id, called, name],
  )
  await client.query(
    `insert into organization_membership (tenant_id, organization_id, user_id, role_id, is_default)
     select $1, $1, $2, id, true from role where tenant_id is null and code = $3`,
    [tenant, id, role],
  )
  await client.query(
    `insert into user_credential (tenant_id, user_id, password_hash, password_set_at) values ($1, $2, $3, now())
     on conflict (tenant_id, user_id) do update set password_hash = excluded.password_hash`,
    [tenant, id, await createPasswords(cheap).hash(password)],
  )
}

async function start(): Promise<void> {
  const database = await createTestDatabase()
  lifecycle.onStop(() => database.drop())
  const isDemo = process.env.KONTOR_JOURNEY === 'demo'
  if (!isDemo) await addCompany(database.url)
  const dataFolder = mkdtempSync(join(tmpdir(), 'kontor-journey-'))
  lifecycle.onStop(() => rmSync(dataFolder, { recursive: true, force: true }))
  const log = pino({ level: process.env.LOG_LEVEL ?? 'error' }, pino.destination(2))
  const pool = openPool({
    url: database.url,
    size: 10,
    role: 'kontor_app',
    onError: (error) => log.error(error),
  })
  lifecycle.onStop(() => pool.end())
  const secrets = openSecrets({ dataFolder, databaseUrl: undefined }, {})
  const parts = { pool, log, secrets, dataFolder, ownerUrl: database.url, passwordCost: cheap }
  const server = await createServer({
    ...parts,
    protection: unprotected,
    now: () => new Date(),
    isSecure: false,
    outgoing: createOutgoing(['127.0.0.1']),
  })
  lifecycle.onStop(server.stop)
  const people = isDemo ? await loadDemo(database.url, pool, dataFolder, new Date()) : []
  const login = people?.[0] ?? { username, password }
  const deliver = openMail(defaultIdentitySettings, dataFolder)
  const tasks = await startTasks({ server, ownerUrl: database.url, log, deliver })
  lifecycle.onStop(tasks.stop)
  await serveWeb(server.application, process.env.KONTOR_WEB ?? join(import.meta.dirname, '../../../web/dist'))
  await server.application.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 0) })
  lifecycle.onStop(() => server.application.close())
  const { port } = server.application.server.address() as AddressInfo
  const mailFolder = join(dataFolder, 'mail')
  const ready: Ready = { address: `http://127.0.0.1:${port}`, ...login, mailFolder, database: database.url }
  console.log(JSON.stringify(ready))
}

start().catch(lifecycle.fail)
