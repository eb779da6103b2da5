/** The end of the process: by signal, by its launcher's death or by a failure, always in the same order. */
import { setTimeout as pause } from 'node:timers/promises'
import { stopAllGuarded } from './guardian.ts'
import { complain } from './log.ts'
import { exitCodes, StartFailure } from './start-failure.ts'

export interface Lifecycle {
  /** Adds a step to the end; the last one added is taken first. */
  onStop(step: () => Promise<void> | void): void
  stop(exitCode: number): void
  fail(error: unknown): void
}

/** For all steps together. PostgreSQL needs at most four seconds more, and the launcher waits nine. */
const patience = 3000

/** `interrupted`: the exit code after a signal; for a server that was asked to stop it is success. */
export function createLifecycle(interrupted: number = exitCodes.stopped): Lifecycle {
  const steps: (() => Promise<void> | void)[] = []
  let stopping = false

  async function takeSteps(): Promise<void> {
    for (const step of steps.toReversed()) {
      try {
        await step()
      } catch (error) {
        complain(String(error))
      }
    }
  }

  async function end(exitCode: number): Promise<void> {
    await Promise.race([takeSteps(), pause(patience)])
    await stopAllGuarded()
    process.exit(exitCode)
  }

  const lifecycle: Lifecycle = {
    onStop: (step) => void steps.push(step),
    stop(exitCode) {
      // Ctrl-C reaches us from the terminal, from npm and from the launcher: one of them counts.
      if (stopping) return
      stopping = true
      void end(exitCode)
    },
    fail(error) {
      if (stopping) return
      complain(error instanceof StartFailure ? error.message : String((error as Error)?.stack ?? error))
      lifecycle.stop(error instanceof StartFailure ? error.exitCode : exitCodes.unexpected)
    },
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => lifecycle.stop(interrupted))
  }
  // The channel to the launcher closes when that dies, even by kill -9.
  if (process.connected) process.on('disconnect', () => lifecycle.stop(interrupted))
  process.on('uncaughtException', (error) => lifecycle.fail(error))
  process.on('unhandledRejection', (error) => lifecycle.fail(error))
  // Whoever read our output may be gone; that is no reason to end before the order is kept.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return lifecycle
}
