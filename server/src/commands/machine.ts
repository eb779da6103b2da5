/** Opens what a command asks for, and closes it again. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { Connection } from '#server/platform/connections.ts'
import { type Configuration, readConfiguration } from '#server/platform/configuration.ts'
import { openDataFolder } from '#server/platform/data-folder.ts'
import { databaseName, ownerRole, startEmbeddedPostgres } from '#server/platform/embedded-postgres.ts'
import { openSecretsManager, type SecretsManager } from '#server/platform/secrets.ts'
import { StartFailure } from '#server/platform/start-failure.ts'
import type { Machine } from './command.ts'

export interface OpenMachine extends Machine {
  close(): Promise<void>
}

export function openMachine(
  environment: NodeJS.ProcessEnv,
  projectFolder: string,
  say: (line: string) => void,
): OpenMachine {
  const configuration = readConfiguration(environment, projectFolder)
  const ends: (() => Promise<unknown> | void)[] = []
  let secrets: Promise<SecretsManager> | undefined
  let client: Promise<pg.Client> | undefined
  const machine: OpenMachine = {
    configuration,
    now: () => new Date(),
    say,
    secrets: () => (secrets ??= openSecretsManager(configuration, environment)),
    database: () => (client ??= connect()),
    async close() {
      for (const end of ends.splice(0).toReversed()) await end()
    },
  }

  async function connect(): Promise<pg.Client> {
    const url = configuration.databaseUrl ?? (await embeddedUrl(configuration, await machine.secrets(), ends))
    const opened = new Connection({ connectionString: url, application_name: 'kontor command' })
    await opened.connect()
    ends.push(() => opened.end())
    return opened
  }
  return machine
}

async function embeddedUrl(
  { dataFolder }: Configuration,
  secrets: SecretsManager,
  ends: (() => Promise<unknown> | void)[],
): Promise<string> {
  const port = portOfTheRunning(dataFolder)
  if (port !== null) {
    const password = secrets.get('postgres-owner')
    return `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${databaseName}`
  }
  ends.push(openDataFolder(dataFolder, { exclusive: true }).unlock)
  const reports = { progress: () => {}, log: () => {} }
  const postgres = await startEmbeddedPostgres(dataFolder, secrets, reports)
  ends.push(postgres.stop)
  return postgres.ownerUrl
}

/** Null where no Kontor holds the data folder; then its PostgreSQL is ours to start. */
function portOfTheRunning(dataFolder: string): string | null {
  try {
    openDataFolder(dataFolder, { exclusive: true }).unlock()
    return null
  } catch (error) {
    const file = join(dataFolder, 'postgres', 'postmaster.pid')
    if (!(error instanceof StartFailure) || !existsSync(file)) throw error
    return readFileSync(file, 'utf8').split('\n')[3]?.trim() ?? null
  }
}
