/** What one test file did: counted, and told in one line unless something failed or wanted to be said. */
import { inspect } from 'node:util'
import type { Tally } from './tally.ts'

/** The part we read of what Node's test runner reports. */
export interface TestEvent {
  readonly type: string
  readonly data: {
    readonly name: string
    readonly file?: string
    /** The test file, where `file` may be a helper that called test(). Missing in reports on files. */
    readonly entryFile?: string
    readonly line?: number
    readonly message: string
    readonly skip?: string | boolean
    readonly todo?: string | boolean
    readonly details: {
      readonly type?: 'suite' | 'test'
      readonly duration_ms: number
      readonly error: TestError
    }
    readonly duration_ms: number
  }
}

type TestError = Error & { failureType?: string }

export interface FileReport {
  readonly name: string
  readonly tally: Tally
  readonly lines: string[]
}

export function record(report: FileReport, { type, data }: TestEvent): void {
  const isTest = type === 'test:pass' || type === 'test:fail'
  if (type === 'test:diagnostic') report.lines.push(`    ${data.message}`)
  if (type === 'test:stdout' || type === 'test:stderr') report.lines.push(`    ${data.message.trimEnd()}`)
  if (isTest && data.details.type !== 'suite') countTest(report, type === 'test:pass', data)
  // A parent fails because a child did, who has been told of already.
  const isConsequence = data.details?.error?.failureType === 'subtestsFailed'
  if (type === 'test:fail' && !data.todo && !isConsequence) report.lines.push(failureText(data))
}

/** The runner reports on a whole file only when it came to no test: it broke off, or has none. */
export function recordFile(report: FileReport, { type }: TestEvent): void {
  report.tally.failed += 1
  report.lines.push(`  ✖ ${type === 'test:pass' ? 'holds no test' : 'ended before its tests had'}`)
}

export function fileText({ name, tally, lines }: FileReport, milliseconds: number): string {
  const { passed, failed, skipped } = tally
  const counts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`]
  const told = counts.filter(Boolean).join(', ')
  const seconds = (milliseconds / 1000).toFixed(1)
  return [`${failed ? '✖' : '✔'} ${name}: ${told}, ${seconds} s`, ...lines].join('\n')
}

function countTest({ tally }: FileReport, hasPassed: boolean, { skip, todo }: TestEvent['data']): void {
  if (skip || todo) tally.skipped += 1
  else if (hasPassed) tally.passed += 1
  else tally.failed += 1
}

function failureText({ name, file, line, details }: TestEvent['data']): string {
  const cause = details.error.cause ?? details.error
  const text = typeof cause === 'string' ? cause : inspect(cause, { depth: 6 })
  const own = text.split('\n').filter((row) => !/^\s+at .*\bnode:/.test(row))
  return [`  ✖ ${name} (${file}:${line})`, ...own.map((row) => `    ${row}`)].join('\n')
}
