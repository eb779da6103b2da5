/** Keys and passwords: from the environment, or made at first start into data/secrets (0600). */
import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Configuration } from './configuration.ts'
import { StartFailure } from './start-failure.ts'

export interface Secrets {
  /** The secret of that name (lower case with dashes), the same at every call and every start. */
  get(name: string): string
}

const shortest = 32

export function openSecrets(
  configuration: Pick<Configuration, 'dataFolder' | 'databaseUrl'>,
  environment: NodeJS.ProcessEnv,
): Secrets {
  return {
    get(name) {
      const variable = `KONTOR_SECRET_${name.toUpperCase().replaceAll('-', '_')}`
      const given = environment[variable]
      if (given && given.length < shortest) {
        throw new StartFailure('configuration', `${variable} must have at least ${shortest} characters.`)
      }
      if (given) return given
      if (configuration.databaseUrl) {
        // Several servers may share that database, and each would make keys of its own.
        throw new StartFailure('configuration', `${variable} must be set where DATABASE_URL is.`)
      }
      return readOrMake(join(configuration.dataFolder, 'secrets'), name)
    },
  }
}

function readOrMake(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const file = join(folder, name)
  const fresh = join(folder, `.${name}.${process.pid}`)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  // Written whole and then linked, so that neither a crash nor a second process sees half a secret.
  writeFileSync(fresh, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(fresh, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(fresh, { force: true })
  }
  return readFileSync(file, 'utf8').trim()
}
