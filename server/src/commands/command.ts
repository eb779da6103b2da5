/** What a command of the machine is given: configuration, secrets, and the database where it asks for it. */
import type pg from 'pg'
import type { Configuration } from '#server/platform/configuration.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'

export interface Machine {
  readonly configuration: Configuration
  readonly now: () => Date
  /** Opened at the first call, so that what needs none of them runs without. */
  secrets(): Promise<SecretsManager>
  /** A connection as the owner; beside a running Kontor it uses that one's PostgreSQL. */
  database(): Promise<pg.Client>
  say(line: string): void
}

export interface Command {
  /** How it is called: `rotate-token-keys [--at-once]`. */
  readonly usage: string
  /** One sentence. */
  readonly summary: string
  /** Loads what it works with only now; gives back an exit code where it is not 0. */
  readonly run: (machine: Machine, parameters: readonly string[]) => Promise<number | void>
}
