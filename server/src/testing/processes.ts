/** Looks at other processes, for tests that end them. */
import assert from 'node:assert/strict'
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

/** Measures nothing: long after the busiest machine is through, the test says what it waited for. */
const patience = 120_000

/** Resolves when it holds. */
export function until(holds: () => boolean): Promise<void> {
  return untilSo(async () => holds())
}

/** The same where one must ask to know. */
export async function untilSo(holds: () => Promise<boolean>): Promise<void> {
  for (const start = performance.now(); !(await holds()); await pause(10)) {
    assert.ok(performance.now() - start < patience, `waited in vain until ${holds}`)
  }
}
