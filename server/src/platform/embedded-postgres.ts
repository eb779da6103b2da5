/** The PostgreSQL that comes with Kontor: made, started, watched and stopped here. */
import { existsSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type pg from 'pg'
import { Connection } from './connections.ts'
import { type Guarded, runGuarded } from './guardian.ts'
import { findPostgresPrograms, ownerOf, type PostgresPrograms } from './postgres-binaries.ts'
import { checkCluster, createCluster, endLeftover } from './postgres-cluster.ts'
import type { Secrets } from './secrets.ts'
import { StartFailure } from './start-failure.ts'

export interface RunningPostgres {
  readonly port: number
  /** Its exit code, whoever ended it. */
  readonly exited: Promise<number>
  stop(): Promise<void>
  /** Lets this process end by itself, and PostgreSQL with it. */
  unref(): void
}

export interface EmbeddedPostgres extends RunningPostgres {
  /** Address of the database `kontor` as its owner, who migrates and may create roles. */
  readonly ownerUrl: string
  readonly superuserUrl: string
}

export interface PostgresReports {
  /** A line for the person who waits. */
  progress(line: string): void
  /** A line of PostgreSQL's log. */
  log(line: string): void
}

/** Durable by default (fsync and synchronous commit stay on); memory for a small machine. */
const settings: Record<string, string> = {
  max_connections: '60',
  shared_buffers: '256MB',
  // Each round makes every connection plan anew what it knows of the tables it touched; the first plans are
  // good already (0070-first-statistics.sql).
  autovacuum_naptime: '60s',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  update_process_title: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // What a statement did wrong is told to the one who sent it; the log keeps what befell the server.
  log_min_messages: 'log',
}

export const ownerRole = 'kontor_owner'
export const databaseName = 'kontor'

/** Brings up the database `kontor` in a data folder whose lock the caller holds. */
export async function startEmbeddedPostgres(
  dataFolder: string,
  secrets: Secrets,
  reports: PostgresReports,
): Promise<EmbeddedPostgres> {
  const folder = join(dataFolder, 'postgres')
  const programs = findPostgresPrograms(join(dataFolder, 'postgresql'), ownerOf(folder))
  const superuserPassword = secrets.get('postgres-superuser')
  if (!existsSync(folder)) {
    reports.progress('Making the database')
    await createCluster(folder, programs, superuserPassword)
  }
  checkCluster(folder, programs)
  await endLeftover(folder, reports.progress)
  const postgres = await startPostgres(folder, programs, reports)
  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${postgres.port}/${database}`
  const superuserUrl = url('postgres', superuserPassword, 'postgres')
  const ownerPassword = secrets.get('postgres-owner')
  await ensureDatabase(superuserUrl, ownerPassword)
  return { ...postgres, superuserUrl, ownerUrl: url(ownerRole, ownerPassword, databaseName) }
}

/** Starts the server of a cluster on a free port of the loopback address. */
export async function startPostgres(
  folder: string,
  programs: PostgresPrograms,
  reports: PostgresReports,
  changes: Record<string, string> = {},
): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const all = { ...settings, ...changes, listen_addresses: '127.0.0.1', port: String(port) }
    // Unix sockets are off: their path may have at most 107 characters, and a data folder's may be longer.
    const options = Object.entries({ ...all, unix_socket_directories: '' })
    const parameters = ['-D', folder, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
    const server = runGuarded(join(programs.folder, 'bin/postgres'), parameters, programs.user)
    const failure = await untilReady(server, reports)
    if (!failure) {
      const stop = async () => void (await server.stop())
      return { port, exited: server.exited, stop, unref: server.unref }
    }
    const lostItsPort = /could not bind|address already in use/i.test(failure)
    if (lostItsPort && attempt < 5) continue
    throw new StartFailure('database', `PostgreSQL did not start:\n${failure}`)
  }
}

/** Undefined when it accepts connections; when it ended instead, the last lines of its log. */
async function untilReady(server: Guarded, reports: PostgresReports): Promise<string | undefined> {
  const lastLines: string[] = []
  const ready = new Promise<undefined>((resolve) => {
    createInterface({ input: server.process.stderr! }).on('line', (line) => {
      reports.log(line)
      if (lastLines.push(line) > 20) lastLines.shift()
      if (line.includes('was not properly shut down')) {
        reports.progress('PostgreSQL was not stopped properly: it recovers from its log, nothing is lost')
      }
      if (line.includes('database system is ready to accept connections')) resolve(undefined)
    })
  })
  return await Promise.race([ready, server.exited.then(() => lastLines.join('\n'))])
}

/** The owner's role and the database, as often as it takes: a start may have been cut off between the two. */
async function ensureDatabase(superuserUrl: string, ownerPassword: string): Promise<void> {
  const client = new Connection({ connectionString: superuserUrl })
  try {
    await client.connect()
    const password = client.escapeLiteral(ownerPassword)
    const role = await client.query('select from pg_roles where rolname = $1', [ownerRole])
    if (role.rowCount === 0) {
      await client.query(`create role ${ownerRole} login createrole password ${password}`)
    }
    const database = await client.query('select from pg_database where datname = $1', [databaseName])
    if (database.rowCount === 0) await client.query(`create database ${databaseName} owner ${ownerRole}`)
  } catch (error) {
    if ((error as pg.DatabaseError).code !== '28P01') throw error
    throw new StartFailure(
      'dataFolder',
      'The passwords in the data folder (secrets) are not of its database.',
    )
  } finally {
    await client.end().catch(() => {})
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
