/** Runs test files with Node's own runner: most share a few processes, the others each have their own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { batchesOf } from './batches.ts'
import {
  emptyReport,
  failuresOf,
  type FileReport,
  fileText,
  record,
  recordFile,
  type TestEvent,
} from './file-report.ts'
import type { Stage } from './stage.ts'
import { add, emptyTally, type Tally } from './tally.ts'
import type { Say } from './telling.ts'

/** Ends a test that hangs, and none that is slow. A file may hang outside of them: it has its own limit. */
const testLimit = 300_000
const execArgv = ['--import', join(import.meta.dirname, 'untracked.ts')]
const severalFiles = join(import.meta.dirname, 'several-files.ts')
/** The first two work from the beginning, the third when there is a place for it and files are left. */
const sharedProcesses = [Infinity, Infinity, 0]

interface NodeTestOptions {
  /** What the files wait for that start a Kontor of their own, which would build them otherwise. */
  readonly screens?: Promise<void>
  readonly fileLimit?: number
}

export async function runNodeTests(
  files: string[],
  { projectFolder, signal, places, say }: Stage,
  { screens = Promise.resolve(), fileLimit = 600_000 }: NodeTestOptions = {},
): Promise<Tally> {
  const total = emptyTally()
  const { alone, together } = batchesOf(files, projectFolder)
  const untold = new Set(together)
  const claims = mkdtempSync(join(tmpdir(), 'kontor-tests-'))
  async function tell(reports: AsyncGenerator<Told>): Promise<void> {
    for await (const { report, milliseconds } of reports) {
      untold.delete(report.name)
      const name = relative(projectFolder, report.name)
      add(total, { ...report.tally, failures: failuresOf(report, name) })
      say(fileText({ ...report, name }, milliseconds))
    }
  }
  async function workAlone(file: string): Promise<void> {
    if (signal.aborted) return
    await tell(runAlone(file, limitOf(fileLimit, signal)))
  }
  const lastWords: string[] = []
  async function workTogether(): Promise<void> {
    const files = { paths: together, claims, lastWords }
    if (untold.size > 0) await tell(runTogether(files, limitOf(fileLimit, signal), say))
  }
  async function workOnEachAlone(): Promise<void> {
    await screens
    await Promise.all(alone.map(({ file, length }) => places.take(length, () => workAlone(file))))
  }
  await Promise.all([
    ...sharedProcesses.map((length) => places.take(length, workTogether)),
    workOnEachAlone(),
  ])
  await tell(broken(untold, lastWords))
  rmSync(claims, { recursive: true })
  return total
}

interface Told {
  readonly report: FileReport
  readonly milliseconds: number
}

async function* runAlone(file: string, limit: Limit): AsyncGenerator<Told> {
  const start = performance.now()
  const report = emptyReport(file)
  const options = { files: [file], execArgv, timeout: testLimit, signal: limit.signal }
  for await (const event of run(options) as AsyncIterable<TestEvent>) {
    limit.renew()
    const isResult = event.type === 'test:pass' || event.type === 'test:fail'
    if (event.data.entryFile) record(report, event)
    else if (isResult) recordFile(report, event)
  }
  limit.end()
  yield { report, milliseconds: performance.now() - start }
}

interface SharedFiles {
  readonly paths: readonly string[]
  /** The folder where each process marks the files it has taken. */
  readonly claims: string
  /** What processes said that broke off in the middle of a file. */
  readonly lastWords: string[]
}

/** Each file is a suite named by its path. */
async function* runTogether(
  { paths, claims, lastWords }: SharedFiles,
  limit: Limit,
  say: Say,
): AsyncGenerator<Told> {
  const options = {
    files: [severalFiles],
    argv: [claims, ...paths],
    execArgv,
    timeout: testLimit,
    signal: limit.signal,
  }
  const names = new Set(paths)
  let report = emptyReport('')
  let current = ''
  for await (const event of run(options) as AsyncIterable<TestEvent>) {
    limit.renew()
    const { name, details } = event.data
    if (event.type === 'test:dequeue' && names.has(name)) current = name
    const isEnd = details?.type === 'suite' && names.has(name) && /^test:(pass|fail)$/.test(event.type)
    const isOfFile = event.data.entryFile !== undefined
    if (!isEnd && isOfFile && event.data.nesting === 0 && event.type === 'test:fail') yield ofNoFile(event)
    else if (!isEnd && (isOfFile || event.type.startsWith('test:std'))) record(report, event)
    if (!isEnd) continue
    const { tally } = report
    const isBroken = event.type === 'test:fail' && details.error.failureType !== 'subtestsFailed'
    if (isBroken || tally.passed + tally.failed + tally.skipped === 0) recordFile(report, event)
    yield { report: { ...report, name }, milliseconds: details.duration_ms }
    report = emptyReport('')
    current = ''
  }
  limit.end()
  if (current !== '') {
    recordFile(report, { type: 'test:fail' } as TestEvent)
    return yield { report: { ...report, name: current }, milliseconds: 0 }
  }
  if (report.lines.length > 0) say(report.lines.join('\n'))
  lastWords.push(...report.lines)
}

/** An error that nobody caught, between the tests or after them; it names the file that was running. */
function ofNoFile(event: TestEvent): Told {
  const report = emptyReport(severalFiles)
  record(report, event)
  return { report, milliseconds: 0 }
}

/** Of these nothing was heard: the process that had taken them broke off, or none was left to take them. */
async function* broken(files: ReadonlySet<string>, lastWords: readonly string[]): AsyncGenerator<Told> {
  for (const file of files) {
    const report = emptyReport(file)
    report.lines.push(...lastWords)
    recordFile(report, { type: 'test:fail' } as TestEvent)
    yield { report: { ...report, lines: report.lines.slice(lastWords.length) }, milliseconds: 0 }
  }
}

interface Limit {
  readonly signal: AbortSignal
  /** Something has happened: what is slow does not hang. */
  renew(): void
  end(): void
}

function limitOf(milliseconds: number, signal: AbortSignal): Limit {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), milliseconds)
  return {
    signal: AbortSignal.any([signal, tooLong.signal]),
    renew: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  }
}
