/** Looks at other processes, for tests that end them. */
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** An orphan that has ended stays in the table until somebody collects it; that is not running. */
export function isRunning(pid: number | undefined): boolean {
  if (pid === undefined) return false
  try {
    process.kill(pid, 0)
    return !existsSync('/proc/self/stat') || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Hundredths of a second a process has worked so far; grows without end where nobody counts. */
export function workOf(pid: number | undefined): number {
  if (!existsSync('/proc/self/stat')) return performance.now() / 10
  const facts = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return Number(facts[11])
}

/** Resolves when it holds; a test that waits in vain is ended by the runner's own limit. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(10)
}

/** The same where one must ask to know. */
export async function untilSo(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(10)
}
