/** The second half of the start, when the database is open: everything that Kontor consists of. */
import { join } from 'node:path'
import { createServer } from './assemble.ts'
import { describeLogins, loadDemo } from './demo/load-demo.ts'
import { addFaultPoints } from './fault-points.ts'
import { addStatementCounts } from './statement-counts.ts'
import { beginAuditEra, tellSecrets } from './modules/audit/public.ts'
import { startTasks } from './tasks.ts'
import { checkRole } from './platform/check-role.ts'
import { systemClock } from './platform/clock.ts'
import { type Configuration, isProduction } from './platform/configuration.ts'
import { openPool, type Pool } from './platform/database.ts'
import { giveBackMemory } from './platform/give-back-memory.ts'
import { addHealthRoutes } from './platform/health.ts'
import type { Lifecycle } from './platform/lifecycle.ts'
import { listen, stopListening } from './platform/listen.ts'
import { announce, type Logger, withPatience } from './platform/log.ts'
import { openMail } from './platform/mail.ts'
import { migrate } from './platform/migrate.ts'
import { createOutgoing } from './platform/outgoing.ts'
import type { watchSecrets } from './platform/watched-secrets.ts'
import { serveWeb } from './platform/web-files.ts'

/** Milliseconds: whoever has waited for the start is served first. */
const untilSettled = 10_000

export interface Opened {
  readonly configuration: Configuration
  readonly log: Logger
  readonly secrets: ReturnType<typeof watchSecrets>
  readonly dataFolder: string
  readonly lifecycle: Lifecycle
  readonly ownerUrl: string
  readonly appUrl: string | undefined
}

export async function serve(opened: Opened): Promise<void> {
  const { configuration, log, secrets, dataFolder, lifecycle, ownerUrl, appUrl } = opened
  await withPatience('migrating', migrate(ownerUrl, announce))
  await beginAuditEra(ownerUrl)

  const { identity, isPooled, protection, files } = configuration
  const { publicUrl, alerts, checkInDays } = identity
  const role = appUrl === undefined ? 'kontor_app' : null
  const onError = (error: Error) => log.error(error)
  // Few: each connection plans each statement for itself, more do not make two processors any faster, and who waits
  // for one of seven waits less than who holds one of ten and waits for a lock.
  const pool = openPool({ url: appUrl ?? ownerUrl, size: 7, role, isPooled, onError })
  lifecycle.onStop(() => pool.end())
  await checkRole(pool)

  const isSecure = isProduction(configuration)
  const outgoing = createOutgoing(configuration.outgoingAllow)
  const parts = { identity, pool, secrets, log, now: systemClock.now, isSecure, dataFolder }
  const listenUrl = isPooled ? ownerUrl : undefined
  const server = await createServer({ ...parts, listenUrl, outgoing, publicUrl, protection, files })
  lifecycle.onStop(server.stop)
  if (configuration.demo) await demo(ownerUrl, pool, dataFolder)
  if (configuration.countStatements) addStatementCounts(server.application)
  const aroundJob = configuration.faultPoints ? addFaultPoints(server.application) : undefined
  const deliver = openMail(configuration.identity, dataFolder)
  const tasks = await startTasks({ server, ownerUrl, log, deliver, aroundJob, alerts, checkInDays })
  lifecycle.onStop(tasks.stop)
  await tellSecrets(ownerUrl, secrets)
  addHealthRoutes(server.application, () => pool.query('select 1'))
  await serveWeb(server.application, join(configuration.projectFolder, 'web/dist'))
  lifecycle.onStop(() => stopListening(server.application))
  announce(`Kontor is ready: ${await listen(server.application, configuration)}`)
  setTimeout(giveBackMemory, untilSettled).unref()
}

async function demo(ownerUrl: string, pool: Pool, folder: string): Promise<void> {
  const loading = loadDemo(ownerUrl, pool, folder, systemClock.now())
  const logins = await withPatience('loading the demo company', loading)
  if (logins !== null) announce(describeLogins(logins))
}
