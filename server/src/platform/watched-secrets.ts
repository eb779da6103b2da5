/** Remembers which secrets this process has read, so that the trail can tell it (SEC-13). */
import { createHmac } from 'node:crypto'
import type { SecretsManager } from './secrets.ts'

export interface WatchedSecrets extends SecretsManager {
  /** By name what tells whether a secret is still the same, and nothing else of it. */
  marks(): Readonly<Record<string, string>>
}

/** Without it nobody can compare marks with guesses; it never changes by itself. */
const marking = 'audit-signing-key'

export function watchSecrets(secrets: SecretsManager): WatchedSecrets {
  const seen = new Map<string, string>()
  const note = <T extends string | null>(name: string, value: T): T => {
    if (value !== null) seen.set(name, value)
    return value
  }
  return {
    ...secrets,
    get: (name) => note(name, secrets.get(name)),
    read: async (name) => note(name, await secrets.read(name)),
    marks() {
      const key = secrets.get(marking)
      const mark = (value: string) => createHmac('sha256', key).update(value).digest('hex').slice(0, 16)
      return Object.fromEntries([...seen].toSorted().map(([name, value]) => [name, mark(`${name} ${value}`)]))
    },
  }
}
