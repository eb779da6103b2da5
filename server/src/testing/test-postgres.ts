/** A PostgreSQL for tests: all migrations applied once per version of them, then copied for each run. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'
import { databaseName, type RunningPostgres, startPostgres } from '#server/platform/embedded-postgres.ts'
import { migrate, migrationsFolder, readMigrations } from '#server/platform/migrate.ts'
import { findPostgresPrograms, type PostgresPrograms } from '#server/platform/postgres-binaries.ts'
import { createCluster } from '#server/platform/postgres-cluster.ts'
import { folderInMemory, memoryFolder } from './memory-folder.ts'

export interface TestPostgres {
  /** Address of the database `postgres` as its superuser. */
  readonly superuserUrl: string
  stop(): Promise<void>
}

/** The migrated database that createTestDatabase clones. */
export const templateName = 'kontor_template'
export const testPassword = 'test'

const projectFolder = join(import.meta.dirname, '../../..')
const runPrefix = 'kontor-run-'
const hourInMilliseconds = 60 * 60 * 1000

/** Nothing here outlives the machine's next crash, so nothing waits for the disk. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // Several files at once, and each may have two servers with ten connections and those of their jobs.
  max_connections: '400',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
}

export async function startTestPostgres(): Promise<TestPostgres> {
  const cache = cacheFolder()
  const folder = join(folderInMemory() ?? cache, `${runPrefix}${process.pid}`)
  rmSync(folder, { recursive: true, force: true })
  const programs = await copyTemplate(folder, cache)
  const postgres = await start(folder, programs)
  // A test file that is run alone just ends, and its guardian ends the server.
  postgres.unref()
  return {
    superuserUrl: superuserUrl(postgres),
    async stop() {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A data folder as a first start leaves it, for tests of what comes after. */
export async function prepareDataFolder(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'postgres')
  const secrets = join(dataFolder, 'secrets')
  mkdirSync(secrets, { recursive: true, mode: 0o700 })
  chmodSync(dataFolder, 0o711)
  writeFileSync(join(dataFolder, 'kontor-data.txt'), 'kontor data 1\n')
  for (const name of ['postgres-superuser', 'postgres-owner']) {
    writeFileSync(join(secrets, name), `${testPassword}\n`, { mode: 0o600 })
  }
  const programs = await copyTemplate(folder, cacheFolder())
  const postgres = await start(folder, programs)
  const client = new pg.Client({ connectionString: superuserUrl(postgres) })
  await client.connect()
  await client.query(`alter database ${templateName} is_template false allow_connections true`)
  await client.query(`alter database ${templateName} rename to ${databaseName}`)
  await client.end()
  await postgres.stop()
}

async function copyTemplate(folder: string, cache: string): Promise<PostgresPrograms> {
  const programs = findPostgresPrograms(join(cache, 'postgresql'), undefined)
  const template = join(cache, `template-${templateDigest(programs)}`)
  for (const place of new Set([cache, dirname(folder)])) removeLeftovers(place, template)
  if (!existsSync(template)) await buildTemplate(template, programs)
  // Not fs.cp: the copy has to keep its owner, who is not us when we are root.
  spawnSync('cp', ['-a', template, folder], { stdio: 'inherit' })
  return programs
}

/** Built under another name: of two runs that build at once, the first one's serves both. */
async function buildTemplate(target: string, programs: PostgresPrograms): Promise<void> {
  const folder = `${target}.${process.pid}`
  await createCluster(folder, programs, testPassword, ['--no-sync', '--wal-segsize=4'])
  const postgres = await start(folder, programs)
  const client = new pg.Client({ connectionString: superuserUrl(postgres) })
  try {
    await client.connect()
    await client.query(`create role kontor_owner login createrole password '${testPassword}'`)
    await client.query(`create database ${templateName} owner kontor_owner`)
    const ownerUrl = `postgres://kontor_owner:${testPassword}@127.0.0.1:${postgres.port}/${templateName}`
    await migrate(ownerUrl, () => {})
    await client.query(`alter database ${templateName} is_template true allow_connections false`)
  } catch (error) {
    await client.end()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  await client.end()
  await postgres.stop()
  if (existsSync(target)) rmSync(folder, { recursive: true, force: true })
  else renameSync(folder, target)
}

async function start(folder: string, programs: PostgresPrograms): Promise<RunningPostgres> {
  return await startPostgres(folder, programs, { progress: () => {}, log: () => {} }, settings)
}

function superuserUrl(postgres: RunningPostgres): string {
  return `postgres://postgres:${testPassword}@127.0.0.1:${postgres.port}/postgres`
}

function templateDigest(programs: PostgresPrograms): string {
  const migrations = readMigrations(migrationsFolder).map(({ name, digest }) => `${name} ${digest}`)
  return createHash('sha256')
    .update([programs.version, ...migrations].join('\n'))
    .digest('hex')
    .slice(0, 16)
}

/** Root cannot keep it in the project, which may lie below /root, where PostgreSQL's user cannot enter. */
function cacheFolder(): string {
  const isRoot = process.getuid?.() === 0
  const folder = isRoot
    ? join('/var/lib/kontor/.cache', basename(projectFolder))
    : join(projectFolder, '.cache/postgres')
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
  return folder
}

/** Copies of runs that were killed, and templates of migrations that are no more. */
function removeLeftovers(cache: string, template: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    const owner = /^(?:kontor-run-|template-\w+\.)(\d+)$/.exec(name)?.[1]
    const isLeft = owner && !isRunning(Number(owner))
    const isOld = /^template-\w+$/.test(name) && path !== template && ageOf(path) > hourInMilliseconds
    if (isLeft || isOld) remove(path)
  }
}

/** In memory lie also those of other users, which are not ours to remove. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch (error) {
    if (!path.startsWith(memoryFolder)) throw error
  }
}

/** Another run may remove it at the same moment: then it is of no age. */
function ageOf(path: string): number {
  const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return changed === undefined ? 0 : Date.now() - changed
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
