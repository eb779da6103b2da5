/** The database Kontor works on: the one DATABASE_URL names, checked, or else the embedded one, started. */
import pg from 'pg'
import type { Configuration } from './configuration.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import type { Lifecycle } from './lifecycle.ts'
import { announce, type Logger } from './log.ts'
import type { Secrets } from './secrets.ts'
import { StartFailure } from './start-failure.ts'

export interface DatabaseAddresses {
  readonly ownerUrl: string
  /** Undefined: connect as the owner and SET ROLE kontor_app. */
  readonly appUrl: string | undefined
}

const oldestServer = 180000
/** Both ends may be busy; who waits in vain is told why. */
const patience = { connectionTimeoutMillis: 30_000, query_timeout: 30_000 }

export async function openPostgres(
  configuration: Configuration,
  secrets: Secrets,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<DatabaseAddresses> {
  const { databaseUrl, appUrl, dataFolder } = configuration
  if (databaseUrl) {
    await checkServer('DATABASE_URL', databaseUrl)
    if (appUrl) await checkServer('KONTOR_APP_URL', appUrl)
    return { ownerUrl: databaseUrl, appUrl }
  }
  const reports = { progress: announce, log: (line: string) => log.info({ from: 'postgresql' }, line) }
  const postgres = await startEmbeddedPostgres(dataFolder, secrets, reports)
  lifecycle.onStop(postgres.stop)
  // After a stop of our own this comes too late to count.
  void postgres.exited.then((code) => {
    lifecycle.fail(new StartFailure('database', `PostgreSQL ended unexpectedly (exit code ${code}).`))
  })
  return { ownerUrl: postgres.ownerUrl, appUrl: undefined }
}

async function checkServer(variable: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, ...patience })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('show server_version_num')
    const version = Number(rows[0]?.server_version_num)
    if (version >= oldestServer) return
    throw new StartFailure(
      'database',
      `${variable}: the server is PostgreSQL ${Math.floor(version / 10000)}, Kontor needs 18 or newer.`,
    )
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw new StartFailure('database', `${variable}: ${explain(error as NodeJS.ErrnoException, url)}.`)
  } finally {
    await client.end().catch(() => {})
  }
}

/** In the words of whoever typed the address, never with the password in it. */
function explain(error: NodeJS.ErrnoException, url: string): string {
  const { host, username, pathname } = new URL(url)
  switch (error.code) {
    case 'ECONNREFUSED':
      return `no PostgreSQL answers at ${host}`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no host named ${host}`
    case '28P01':
    case '28000':
      return `the server at ${host} refuses user ${username || '(none)'} or the password`
    case '3D000':
      return `the server at ${host} has no database ${pathname.slice(1)}`
    default:
      return `the server at ${host} cannot be used: ${error.message || error.code}`
  }
}
