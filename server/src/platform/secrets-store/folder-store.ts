/** Secrets as files of a folder that only their owner may read, made at first use. */
import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SecretsStore } from './secrets-store.ts'

export function openFolderStore(dataFolder: string): SecretsStore {
  const folder = join(dataFolder, 'secrets')
  return {
    known: (name) => readOrMake(folder, name),
    read: async (name) => readFile(join(folder, name)),
    async write(name, value) {
      const fresh = writeBeside(folder, name, value)
      renameSync(fresh, join(folder, name))
    },
    missing: (name) => `${join(folder, name)} cannot be read.`,
  }
}

function readFile(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return null
  }
}

/** Written whole under another name, so that neither a crash nor a second process sees half a secret. */
function writeBeside(folder: string, name: string, value: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const fresh = join(folder, `.${name}.${process.pid}`)
  rmSync(fresh, { force: true })
  writeFileSync(fresh, `${value}\n`, { mode: 0o600, flush: true })
  return fresh
}

function readOrMake(folder: string, name: string): string {
  const file = join(folder, name)
  const found = readFile(file)
  if (found !== null) return found
  const fresh = writeBeside(folder, name, randomBytes(32).toString('base64url'))
  try {
    linkSync(fresh, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(fresh, { force: true })
  }
  return readFile(file) ?? ''
}
