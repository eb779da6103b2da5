/** Another process of the same installation, as far as a test can tell: its own pool, memory and port. */
import { pino } from 'pino'
import { createServer } from '#server/assemble.ts'
import { openPool } from '#server/platform/database.ts'
import { createOutgoing } from '#server/platform/outgoing.ts'
import { unprotected } from '#server/platform/protection.ts'
import { stopListening } from '#server/platform/listen.ts'
import { ApiClient } from './api-client.ts'
import { testPasswordCost, type TestServer } from './server.ts'

export interface SecondServer {
  readonly url: string
  readonly nobody: ApiClient
  stop(): Promise<void>
}

export interface SecondServerOptions {
  readonly now?: () => Date
  /** The address of a pooler before the first one's database. */
  readonly pooledUrl?: string
  /** Where it listens for what others change of rights; to the first one's database unless said. */
  readonly listenUrl?: string
}

export async function startSecondServer(
  first: Pick<TestServer, 'database' | 'secrets'>,
  { now = () => new Date(), pooledUrl, listenUrl = first.database.url }: SecondServerOptions = {},
): Promise<SecondServer> {
  const log = pino({ level: 'error' }, pino.destination(2))
  const onError = (error: Error) => log.error(error)
  const { url: ownerUrl } = first.database
  const isPooled = pooledUrl !== undefined
  const pool = openPool({
    url: pooledUrl ?? ownerUrl,
    size: 5,
    role: isPooled ? null : 'kontor_app',
    isPooled,
    onError,
  })
  const server = await createServer({
    pool,
    listenUrl,
    dataFolder: '/nonexistent',
    log,
    now,
    isSecure: false,
    secrets: first.secrets,
    passwordCost: testPasswordCost,
    attemptsPerMinute: 100_000,
    outgoing: createOutgoing(['127.0.0.1', 'localhost', '::1']),
    protection: unprotected,
  })
  const url = await server.application.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    nobody: new ApiClient(url, null, null),
    async stop() {
      await stopListening(server.application, 0)
      await server.stop()
      await pool.end()
    },
  }
}
