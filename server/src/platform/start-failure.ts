/** Why Kontor cannot start: a clear message for a person and an exit code for a supervisor. */

/** 6 is the launcher's, for an installation that failed (tools/launcher/install.mjs). */
export const exitCodes = {
  stopped: 0,
  unexpected: 1,
  configuration: 2,
  portBusy: 3,
  database: 4,
  dataFolder: 5,
  migration: 7,
} as const

export type ExitReason = keyof typeof exitCodes

export class StartFailure extends Error {
  readonly exitCode: number

  constructor(reason: ExitReason, message: string) {
    super(message)
    this.name = 'StartFailure'
    this.exitCode = exitCodes[reason]
  }
}
