/** What one test file did: counted, and told in one line unless something failed or wanted to be said. */
import { inspect } from 'node:util'
import { between } from './failures.ts'
import { emptyTally, type Failure, type Tally } from './tally.ts'

/** The part we read of what Node's test runner reports. */
export interface TestEvent {
  readonly type: string
  readonly data: {
    readonly name: string
    /** How many suites and tests are around it. */
    readonly nesting?: number
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
  /** Names of the suites and tests the runner is in, outermost first. */
  readonly path: string[]
}

export function emptyReport(name: string): FileReport {
  return { name, tally: emptyTally(), lines: [], path: [] }
}

export function record(report: FileReport, { type, data }: TestEvent): void {
  if (type === 'test:start') report.path.splice(data.nesting ?? 0, Infinity, data.name)
  if (type === 'test:diagnostic') report.lines.push(`    ${data.message}`)
  if (type === 'test:stdout' || type === 'test:stderr') report.lines.push(`    ${data.message.trimEnd()}`)
  const isSuite = data.details?.type === 'suite'
  if (type === 'test:pass' && !isSuite) countPassed(report, data)
  if (type === 'test:fail') recordFailed(report, data, isSuite)
}

/** The runner reports on a whole file only when it came to no test: it broke off, or has none. */
export function recordFile(report: FileReport, { type, data }: TestEvent): void {
  const reason = type === 'test:pass' ? 'holds no test' : 'ended before its tests had'
  const error = data?.details.error
  const text = error && error.failureType !== 'subtestsFailed' ? errorText(error) : ''
  const said = [reason, text, ...report.lines].filter((part) => part !== '').join('\n')
  report.tally.failed += 1
  // Before its tests, which failed because of it.
  report.tally.failures = [{ place: report.name, name: '', text: said }, ...(report.tally.failures ?? [])]
  report.lines.push(...indented(text), `  ✖ ${reason}`)
}

export function fileText({ name, tally, lines }: FileReport, milliseconds: number): string {
  const { passed, failed, skipped } = tally
  const counts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`]
  const told = counts.filter(Boolean).join(', ')
  const seconds = (milliseconds / 1000).toFixed(1)
  return [`${failed ? '✖' : '✔'} ${name}: ${told}, ${seconds} s`, ...lines].join('\n')
}

/** Under the name the file is told of; where files share a process its path is a suite around its tests. */
export function failuresOf({ name: file, tally }: FileReport, place: string): Failure[] {
  const failures = tally.failures ?? []
  return failures.map(({ name, text }) => ({ place, name: name.replace(`${file}${between}`, ''), text }))
}

function countPassed({ tally }: FileReport, { skip, todo }: TestEvent['data']): void {
  if (skip || todo) tally.skipped += 1
  else tally.passed += 1
}

/** A parent fails because a child did, who has been told of already; a suite counts if its own hook failed. */
function recordFailed(report: FileReport, data: TestEvent['data'], isSuite: boolean): void {
  const { tally, lines, path } = report
  const isConsequence = data.details.error.failureType === 'subtestsFailed'
  if (data.skip || data.todo) tally.skipped += isSuite ? 0 : 1
  else if (!isSuite || !isConsequence) tally.failed += 1
  if (data.todo || isConsequence) return
  const text = errorText(data.details.error)
  lines.push(`  ✖ ${data.name} (${data.file}:${data.line})`, ...indented(text))
  const name = [...path.slice(0, data.nesting ?? 0), data.name].join(between)
  tally.failures = [...(tally.failures ?? []), { place: report.name, name, text }]
}

function errorText(error: TestError): string {
  const cause = error.cause ?? error
  const text = typeof cause === 'string' ? cause : inspect(cause, { depth: 6 })
  const own = text.split('\n').filter((row) => !/^\s+at .*\bnode:/.test(row))
  return own.join('\n')
}

function indented(text: string): string[] {
  return text === '' ? [] : text.split('\n').map((row) => `    ${row}`)
}
