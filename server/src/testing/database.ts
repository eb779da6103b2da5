/** A database of its own for a test file: a clone of the migrated template, in some tens of milliseconds. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { memoryFolder } from './memory-folder.ts'
import { noteStart } from './run-end.ts'
import { startTestPostgres, templateName, testPassword } from './test-postgres.ts'

export interface TestDatabase {
  readonly name: string
  /** As the owner, who migrates: what DATABASE_URL is to a server. */
  readonly url: string
  /** As kontor_app, bound by all policies: what the server works as. */
  readonly appUrl: string
  /** As the superuser, for what only a test may do. */
  readonly superuserUrl: string
  /** Another database, where one hears nothing of this one. */
  readonly elsewhereUrl: string
  drop(): Promise<void>
}

/** Set by `npm test`, which starts one server for all files. */
export const testPostgresVariable = 'KONTOR_TEST_POSTGRES'
/** Any fixed number: cloning reads the template, and PostgreSQL wants nobody else near it. */
const cloneLock = 8_017_002

let server: Promise<string> | undefined

export function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  return noteStart(cloneOf(options.empty ? 'template1' : templateName))
}

export async function cloneOf(template: string): Promise<TestDatabase> {
  const superuserUrl = await findServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(superuserUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [cloneLock])
    // In memory copying files is quickest; on a disk they would first have to be written out.
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    const strategy = rows[0]?.data_directory.startsWith(memoryFolder) ? 'file_copy' : 'wal_log'
    await client.query(`create database ${name} template ${template} strategy ${strategy} owner kontor_owner`)
  })
  const url = changed(superuserUrl, { pathname: name, username: 'kontor_owner', password: testPassword })
  return {
    name,
    url,
    appUrl: `${url}?options=${encodeURIComponent('-c role=kontor_app')}`,
    superuserUrl: changed(superuserUrl, { pathname: name }),
    elsewhereUrl: changed(url, { pathname: 'postgres' }),
    drop: () => asSuperuser(superuserUrl, (client) => client.query(`drop database ${name} with (force)`)),
  }
}

/** A file run alone starts a server of its own, which its guardian stops when this process ends. */
export function findServer(): Promise<string> {
  const given = process.env[testPostgresVariable]
  server ??=
    given === undefined
      ? startTestPostgres().then(({ superuserUrl }) => superuserUrl)
      : Promise.resolve(given)
  return server
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function changed(url: string, change: Partial<URL>): string {
  return Object.assign(new URL(url), change).href
}
