/** Starts Kontor: the order of the steps, nothing else. */
import './platform/own-modules.ts'
import { join } from 'node:path'
import { mustHaveSecrets } from './needed-secrets.ts'
import { readConfiguration } from './platform/configuration.ts'
import { openDataFolder } from './platform/data-folder.ts'
import { createLifecycle } from './platform/lifecycle.ts'
import { tryPort } from './platform/listen.ts'
import { announce, createLog, withPatience } from './platform/log.ts'
import { openPostgres } from './platform/postgres.ts'
import { openSecretsManager } from './platform/secrets.ts'
import { watchSecrets } from './platform/watched-secrets.ts'

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
  const opening = withPatience('waiting for PostgreSQL', openPostgres(configuration, secrets, log, lifecycle))
  // Half a second of loading, while PostgreSQL starts; what is refused before is told at once.
  if (configuration.databaseUrl) await opening
  const loading = import('./serve.ts')
  const addresses = await opening
  const { serve } = await loading
  await serve({ configuration, log, secrets, dataFolder: dataFolder.path, lifecycle, ...addresses })
}

start().catch(lifecycle.fail)
