/** Keys and passwords: from the environment, from files, or from AWS Secrets Manager, behind one interface. */
import { randomBytes } from 'node:crypto'
import type { Configuration } from './configuration.ts'
import { openFolderStore } from './secrets-store/folder-store.ts'
import { openJsonFileStore } from './secrets-store/json-file-store.ts'
import { StartFailure } from './start-failure.ts'
import type { SecretsStore } from './secrets-store/secrets-store.ts'

export interface Secrets {
  /** The secret of that name (lower case with dashes), the same at every call and every start. */
  get(name: string): string
}

/** The four operations on secrets, and the reading of what a start needs. */
export interface SecretsManager extends Secrets {
  /** As it stands now, also where another process has changed it; null where there is none. */
  read(name: string): Promise<string | null>
  /** False where it comes from the environment, which no process can change for the others. */
  canWrite(name: string): boolean
  create(name: string, value: string): Promise<void>
  update(name: string, value: string): Promise<void>
  /** Puts a new random value in the place of the old one and gives it back. */
  rotate(name: string): Promise<string>
}

const shortest = 32

export type SecretsConfiguration = Pick<Configuration, 'dataFolder' | 'databaseUrl'>

/** Chooses the place by configuration; what the environment says comes first everywhere. */
export async function openSecretsManager(
  configuration: SecretsConfiguration,
  environment: NodeJS.ProcessEnv,
): Promise<SecretsManager> {
  const provider = environment.KONTOR_SECRETS || undefined
  if (provider !== 'aws') return openSecrets(configuration, environment)
  // Loaded only where it is used: it is large.
  const { openAwsStore } = await import('./secrets-store/aws-store.ts')
  return managerOf(await openAwsStore(environment), environment)
}

/** The same without AWS, for which a start must wait. */
export function openSecrets(
  configuration: SecretsConfiguration,
  environment: NodeJS.ProcessEnv,
): SecretsManager {
  return managerOf(storeFor(configuration, environment), environment)
}

function storeFor({ dataFolder, databaseUrl }: SecretsConfiguration, environment: NodeJS.ProcessEnv) {
  const { KONTOR_SECRETS: provider, VAULT_FILE: file } = environment
  if (provider && !['environment', 'file', 'aws'].includes(provider)) {
    throw new StartFailure('configuration', 'KONTOR_SECRETS must be environment, file or aws.')
  }
  if (file) return openJsonFileStore(file)
  // Several servers may share that database, and each would make keys of its own.
  const isShared = databaseUrl !== undefined && provider !== 'file'
  return provider === 'environment' || isShared ? nothingBeside(databaseUrl) : openFolderStore(dataFolder)
}

function nothingBeside(databaseUrl: string | undefined): SecretsStore {
  const where = databaseUrl === undefined ? 'KONTOR_SECRETS is environment' : 'DATABASE_URL is'
  return {
    known: () => null,
    read: async () => null,
    write: null,
    missing: (name) => `${variableOf(name)} must be set where ${where}.`,
  }
}

export function variableOf(name: string): string {
  return `KONTOR_SECRET_${name.toUpperCase().replaceAll('-', '_')}`
}

export function managerOf(store: SecretsStore, environment: NodeJS.ProcessEnv): SecretsManager {
  function given(name: string): string | null {
    const variable = variableOf(name)
    const value = environment[variable] || null
    if (value !== null && value.length < shortest) {
      throw new StartFailure('configuration', `${variable} must have at least ${shortest} characters.`)
    }
    return value
  }
  const canWrite = (name: string) => store.write !== null && given(name) === null
  async function write(name: string, value: string): Promise<void> {
    if (store.write === null || !canWrite(name)) {
      throw new StartFailure(
        'configuration',
        `The secret ${name} comes from the environment: set ${variableOf(name)} there and start anew.`,
      )
    }
    await store.write(name, value)
  }
  return {
    get(name) {
      const value = given(name) ?? store.known(name)
      if (value === null) throw new StartFailure('configuration', store.missing(name))
      return value
    },
    canWrite,
    read: async (name) => given(name) ?? (await store.read(name)),
    async create(name, value) {
      if ((await store.read(name)) !== null) {
        throw new StartFailure('configuration', `There is a secret ${name} already.`)
      }
      await write(name, value)
    },
    update: write,
    async rotate(name) {
      const fresh = randomBytes(32).toString('base64url')
      await write(name, fresh)
      return fresh
    },
  }
}
