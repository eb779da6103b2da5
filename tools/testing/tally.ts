/** What the stages count, and the one line it all ends with. */

export interface Failure {
  /** Path of the test file, or the name of a check. */
  readonly place: string
  /** The test's name after those of the suites around it; empty where the place says it all. */
  readonly name: string
  /** What went wrong; its first lines are told. */
  readonly text: string
}

export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** What is known of the failed ones, to be told again at the end. */
  failures?: Failure[]
}

export function emptyTally(): Tally {
  return { passed: 0, failed: 0, skipped: 0 }
}

export function add(total: Tally, more: Tally): void {
  total.passed += more.passed
  total.failed += more.failed
  total.skipped += more.skipped
  if (more.failures) total.failures = [...(total.failures ?? []), ...more.failures]
}

export function closingLine({ passed, failed, skipped }: Tally): string {
  return `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`
}

export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}
