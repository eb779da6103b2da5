/** What the stages count, and the one line it all ends with. */

export interface Tally {
  passed: number
  failed: number
  skipped: number
}

export function emptyTally(): Tally {
  return { passed: 0, failed: 0, skipped: 0 }
}

export function add(total: Tally, more: Tally): void {
  total.passed += more.passed
  total.failed += more.failed
  total.skipped += more.skipped
}

export function closingLine({ passed, failed, skipped }: Tally): string {
  return `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`
}

export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}
