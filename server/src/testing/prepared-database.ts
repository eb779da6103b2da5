/** Databases with something in them already: made once for all test files of a run, then copied like the empty one. */
import pg from 'pg'
import { cloneOf, createTestDatabase, findServer, type TestDatabase } from './database.ts'
import { noteStart } from './run-end.ts'

export interface Preparation<Facts> {
  readonly name: string
  /** Gives what those who get a copy have to know of it; leaves no connection open. */
  prepare(database: TestDatabase): Promise<Facts>
}

export interface PreparedDatabase<Facts> {
  readonly database: TestDatabase
  readonly facts: Facts
}

/** Any fixed number: who comes second waits until the first has made it. */
const prepareLock = 8_017_003

export function createPreparedDatabase<Facts>(
  preparation: Preparation<Facts>,
): Promise<PreparedDatabase<Facts>> {
  return noteStart(clonePrepared(preparation))
}

async function clonePrepared<Facts>({ name, prepare }: Preparation<Facts>): Promise<PreparedDatabase<Facts>> {
  const template = `prepared_${name}`
  const client = new pg.Client({ connectionString: await findServer() })
  await client.connect()
  try {
    let facts = await factsOf<Facts>(client, template)
    if (facts === undefined) {
      await client.query('select pg_advisory_lock($1)', [prepareLock])
      facts = await factsOf<Facts>(client, template)
    }
    if (facts === undefined) {
      const made = await createTestDatabase()
      facts = await prepare(made)
      await keep(client, made.name, template, facts)
    }
    return { database: await cloneOf(template), facts }
  } finally {
    await client.end()
  }
}

/** Under its own name it is there for all others, so that comes last. */
async function keep(client: pg.Client, name: string, template: string, facts: unknown): Promise<void> {
  // Connections that were closed just now may not have ended, and nobody may rename or copy what is in use.
  await client.query('select pg_terminate_backend(pid, 60000) from pg_stat_activity where datname = $1', [
    name,
  ])
  await client.query(`comment on database ${name} is ${pg.escapeLiteral(JSON.stringify(facts))}`)
  await client.query(`alter database ${name} rename to ${template}`)
}

/** They lie beside it, so that other processes find them. */
async function factsOf<Facts>(client: pg.Client, template: string): Promise<Facts | undefined> {
  const { rows } = await client.query<{ facts: string }>(
    `select shobj_description(oid, 'pg_database') as facts from pg_database where datname = $1`,
    [template],
  )
  return rows[0] === undefined ? undefined : JSON.parse(rows[0].facts)
}
