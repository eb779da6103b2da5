/** Starts Kontor: the order of the steps, nothing else. */
import { join } from 'node:path'
import { createServer } from './assemble.ts'
import { describeLogins, loadDemo } from './demo/load-demo.ts'
import { addFaultPoints } from './fault-points.ts'
import { beginAuditEra, tellSecrets } from './modules/audit/public.ts'
import { mustHaveSecrets } from './needed-secrets.ts'
import { checkRole } from './platform/check-role.ts'
import { systemClock } from './platform/clock.ts'
import { isProduction, readConfiguration } from './platform/configuration.ts'
import { openDataFolder } from './platform/data-folder.ts'
import { openPool, type Pool } from './platform/database.ts'
import { giveBackMemory } from './platform/give-back-memory.ts'
import { addHealthRoutes } from './platform/health.ts'
import { createLifecycle } from './platform/lifecycle.ts'
import { listen, stopListening, tryPort } from './platform/listen.ts'
import { announce, createLog, withPatience } from './platform/log.ts'
import { openMail } from './platform/mail.ts'
import { migrate } from './platform/migrate.ts'
import { createOutgoing } from './platform/outgoing.ts'
import { openPostgres } from './platform/postgres.ts'
import { openSecretsManager } from './platform/secrets.ts'
import { watchSecrets } from './platform/watched-secrets.ts'
import { serveWeb } from './platform/web-files.ts'
import { addStatementCounts } from './statement-counts.ts'
import { startTasks } from './tasks.ts'

const lifecycle = createLifecycle()

async function start(): Promise<void> {
  const configuration = readConfiguration(process.env, join(import.meta.dirname, '../..'))
  const log = createLog(configuration.logLevel)
  const dataFolder = openDataFolder(configuration.dataFolder, { exclusive: !configuration.databaseUrl })
  lifecycle.onStop(dataFolder.unlock)
  await tryPort(configuration)
  announce(`Starting Kontor, data in ${dataFolder.path}`)

  const secrets = watchSecrets(await openSecretsManager(configuration, process.env))
  await mustHaveSecrets(secrets, process.env)
  const opening = openPostgres(configuration, secrets, log, lifecycle)
  const { ownerUrl, appUrl } = await withPatience('waiting for PostgreSQL', opening)
  await withPatience('migrating', migrate(ownerUrl, announce))
  await beginAuditEra(ownerUrl)

  const { identity, isPooled, protection } = configuration
  const { publicUrl, alerts, checkInDays } = identity
  const role = appUrl === undefined ? 'kontor_app' : null
  const onError = (error: Error) => log.error(error)
  // Few: each connection plans each statement for itself, and more do not make two processors any faster.
  const pool = openPool({ url: appUrl ?? ownerUrl, size: 10, role, isPooled, onError })
  lifecycle.onStop(() => pool.end())
  await checkRole(pool)

  const isSecure = isProduction(configuration)
  const outgoing = createOutgoing(configuration.outgoingAllow)
  const parts = { identity, pool, secrets, log, now: systemClock.now, isSecure, dataFolder: dataFolder.path }
  const listenUrl = isPooled ? ownerUrl : undefined
  const server = await createServer({ ...parts, listenUrl, outgoing, publicUrl, protection })
  lifecycle.onStop(server.stop)
  if (configuration.demo) await demo(ownerUrl, pool, dataFolder.path)
  if (configuration.countStatements) addStatementCounts(server.application)
  const aroundJob = configuration.faultPoints ? addFaultPoints(server.application) : undefined
  const deliver = openMail(configuration.identity, dataFolder.path)
  const tasks = await startTasks({ server, ownerUrl, log, deliver, aroundJob, alerts, checkInDays })
  lifecycle.onStop(tasks.stop)
  await tellSecrets(ownerUrl, secrets)
  addHealthRoutes(server.application, () => pool.query('select 1'))
  await serveWeb(server.application, join(configuration.projectFolder, 'web/dist'))
  lifecycle.onStop(() => stopListening(server.application))
  announce(`Kontor is ready: ${await listen(server.application, configuration)}`)
  giveBackMemory()
}

async function demo(ownerUrl: string, pool: Pool, folder: string): Promise<void> {
  const loading = loadDemo(ownerUrl, pool, folder, systemClock.now())
  const logins = await withPatience('loading the demo company', loading)
  if (logins !== null) announce(describeLogins(logins))
}

start().catch(lifecycle.fail)
