/** Secrets in one JSON file (VAULT_FILE), which an operator or a sidecar keeps, and rotation writes. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { SecretsStore } from './secrets-store.ts'
import { StartFailure } from '#server/platform/start-failure.ts'

export function openJsonFileStore(file: string): SecretsStore {
  return {
    known: (name) => readAll(file)[name] ?? null,
    read: async (name) => readAll(file)[name] ?? null,
    async write(name, value) {
      const fresh = `${file}.${process.pid}`
      rmSync(fresh, { force: true })
      const text = `${JSON.stringify({ ...readAll(file), [name]: value }, null, 2)}\n`
      writeFileSync(fresh, text, { mode: 0o600, flush: true })
      renameSync(fresh, file)
    },
    missing: (name) => `VAULT_FILE holds no secret ${name}.`,
  }
}

/** A secret may be a JSON object itself; then it is handed on as text. */
function readAll(file: string): Record<string, string> {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    return Object.fromEntries(
      Object.entries(found).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    )
  } catch {
    // The parser would quote what stands in the file.
    throw new StartFailure('configuration', `VAULT_FILE ${file} cannot be read as a JSON object.`)
  }
}
