/** A Kontor of its own for a browser journey: test database, free port, an empty company or the demo's. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { createServer } from '#server/assemble.ts'
import { createPasswords } from '#server/modules/user/password.ts'
import { unprotected } from '#server/platform/protection.ts'
import { openPool } from '#server/platform/database.ts'
import { defaultIdentitySettings } from '#server/platform/identity-configuration.ts'
import { createOutgoing } from '#server/platform/outgoing.ts'
import { openMail } from '#server/platform/mail.ts'
import { openSecrets } from '#server/platform/secrets.ts'
import { stopListening } from '#server/platform/listen.ts'
import { serveWeb } from '#server/platform/web-files.ts'
import { startTasks } from '#server/tasks.ts'
import { createDemoDatabase } from './demo-database.ts'
import { createPreparedDatabase, type PreparedDatabase } from './prepared-database.ts'

/** A company with nothing in it but an administrator, or the pewter workshop with a year of documents. */
export type Company = 'empty' | 'demo'

export interface WebServer {
  readonly address: string
  readonly username: string
  readonly password: string
  /** Where its letters lie. */
  readonly mailFolder: string
  /** Its database, as the owner: for what only time would bring. */
  readonly database: string
  stop(): Promise<void>
}

interface Login {
  readonly username: string
  readonly password: string
}

const cheap = { memoryCost: 8, timeCost: 1 }
const username = 'anna'
const password = randomBytes(12).toString('base64url')
const webFolder = join(import.meta.dirname, '../../../web/dist')

function createEmptyCompany(): Promise<PreparedDatabase<readonly Login[]>> {
  return createPreparedDatabase({
    name: 'empty_company',
    async prepare({ url }) {
      await addCompany(url)
      return [{ username, password }]
    },
  })
}

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

export async function startWebServer(company: Company): Promise<WebServer> {
  const ends: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end()
  }
  try {
    return { ...(await start(company, ends)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Notes in `ends` how to undo each step, so that a start that fails leaves nothing open. */
async function start(company: Company, ends: (() => Promise<unknown>)[]): Promise<Omit<WebServer, 'stop'>> {
  const { database, facts: people } = await (company === 'demo' ? createDemoDatabase() : createEmptyCompany())
  ends.push(database.drop)
  const dataFolder = mkdtempSync(join(tmpdir(), 'kontor-journey-'))
  ends.push(async () => rmSync(dataFolder, { recursive: true, force: true }))
  const log = pino({ level: process.env.LOG_LEVEL ?? 'error' }, pino.destination(2))
  const onError = (error: Error) => log.error(error)
  const pool = openPool({ url: database.url, size: 10, role: 'kontor_app', onError })
  ends.push(() => pool.end())
  const secrets = openSecrets({ dataFolder, databaseUrl: undefined }, {})
  const parts = { pool, log, secrets, dataFolder, ownerUrl: database.url, passwordCost: cheap }
  const now = () => new Date()
  const outgoing = createOutgoing(['127.0.0.1'])
  const server = await createServer({ ...parts, protection: unprotected, now, isSecure: false, outgoing })
  ends.push(server.stop)
  const deliver = openMail(defaultIdentitySettings, dataFolder)
  ends.push((await startTasks({ server, ownerUrl: database.url, log, deliver })).stop)
  await serveWeb(server.application, webFolder)
  await server.application.listen({ host: '127.0.0.1', port: 0 })
  ends.push(() => stopListening(server.application, 0))
  const { port } = server.application.server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    username: people[0]?.username ?? '',
    password: people[0]?.password ?? '',
    mailFolder: join(dataFolder, 'mail'),
    database: database.url,
  }
}
