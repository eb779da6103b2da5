/** Brings a database to the newest schema: numbered SQL files, forward only, a transaction each. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { Connection } from './connections.ts'
import { migrateJobs } from './jobs.ts'
import { StartFailure } from './start-failure.ts'

export interface Migration {
  readonly name: string
  readonly digest: string
  readonly sql: string
}

export const migrationsFolder = join(import.meta.dirname, '../../migrations')
/** Any fixed number: two servers that start at once migrate one after the other. */
const lockNumber = 8_017_001

export async function migrate(
  ownerUrl: string,
  log: (line: string) => void,
  folder: string = migrationsFolder,
): Promise<void> {
  const migrations = readMigrations(folder)
  const client = new Connection({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    if (folder === migrationsFolder) await migrateJobs(ownerUrl)
    const pending = await findPending(client, migrations)
    for (const migration of pending) {
      log(`Migrating: ${migration.name}`)
      await apply(client, migration)
    }
  } finally {
    await client.end()
  }
}

/** `0001-tenants.sql`, `0002-…`: no number twice, so that two branches collide in review. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const numbers = new Set<string>()
  return names.toSorted().map((name) => {
    const number = /^(\d{4})-/.exec(name)?.[1]
    if (number === undefined || numbers.has(number)) {
      throw new StartFailure('migration', `${join(folder, name)} needs a number of its own, such as 0042-.`)
    }
    numbers.add(number)
    const sql = readFileSync(join(folder, name), 'utf8')
    return { name, sql, digest: createHash('sha256').update(sql).digest('hex') }
  })
}

async function findPending(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  await client.query(
    `create table if not exists kontor_migration (
      name text primary key, digest text not null, applied_at timestamptz not null default now())`,
  )
  const applied = await client.query<{ name: string; digest: string }>(
    'select name, digest from kontor_migration order by name collate "C"',
  )
  const known = new Set(migrations.map((migration) => migration.name))
  for (const [index, row] of applied.rows.entries()) {
    const migration = migrations[index]
    if (!known.has(row.name)) {
      throw new StartFailure(
        'migration',
        `The database has migration ${row.name}, this version of Kontor does not: it is older than the data.`,
      )
    }
    if (migration?.name !== row.name) {
      throw new StartFailure(
        'migration',
        `Migration ${migration?.name} comes too late: ${row.name} is applied.`,
      )
    }
    if (migration.digest !== row.digest) {
      throw new StartFailure('migration', `Migration ${row.name} was changed after it had been applied.`)
    }
  }
  return migrations.slice(applied.rows.length)
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query('insert into public.kontor_migration (name, digest) values ($1, $2)', [
      migration.name,
      migration.digest,
    ])
    await client.query('commit')
  } catch (error) {
    throw new StartFailure('migration', `Migration ${migration.name}: ${describe(error, migration.sql)}`)
  }
}

function describe(error: unknown, sql: string): string {
  const { message, position, detail, where } = error as pg.DatabaseError
  const line = position && sql.slice(0, Number(position)).split('\n').length
  return [line ? `line ${line}: ${message}` : message, detail, where].filter(Boolean).join('\n')
}
