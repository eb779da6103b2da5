/** Runs test files with Node's own runner: small ones several in a process, the others each in its own. */
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { batchesOf } from './batches.ts'
import { type FileReport, fileText, record, recordFile, type TestEvent } from './file-report.ts'
import { add, emptyTally, type Tally } from './tally.ts'

/** One more than processors: the files that start a Kontor of their own wait more than they work. */
const processesAtOnce = 3
/** Ends a test that hangs. A file may hang outside of its tests, so it has a limit of its own. */
const testLimit = 180_000
const usualFileLimit = 300_000
const severalFiles = join(import.meta.dirname, 'several-files.ts')

export async function runNodeTests(
  files: string[],
  projectFolder: string,
  signal: AbortSignal,
  fileLimit: number = usualFileLimit,
): Promise<Tally> {
  const total = emptyTally()
  const { alone, together } = batchesOf(files, projectFolder)
  const [lone, shared] = [alone.map((file) => [file]), together.map((batch) => [...batch])]
  async function work(first: string[][], then: string[][]): Promise<void> {
    for (let batch = next(); batch && !signal.aborted; batch = next()) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(fileLimit * batch.length)])
      const reports = batch.length > 1 ? runTogether(batch, limit) : runAlone(batch[0] ?? '', limit)
      for await (const { report, milliseconds } of reports) {
        add(total, report.tally)
        console.log(fileText({ ...report, name: relative(projectFolder, report.name) }, milliseconds))
      }
    }
    function next() {
      return first.shift() ?? then.shift()
    }
  }
  const workers = Array.from({ length: processesAtOnce }, (_, index) =>
    index === 0 ? work(lone, shared) : work(shared, lone),
  )
  await Promise.all(workers)
  return total
}

interface Told {
  readonly report: FileReport
  readonly milliseconds: number
}

const emptyReport = (name: string): FileReport => ({ name, tally: emptyTally(), lines: [] })

async function* runAlone(file: string, signal: AbortSignal): AsyncGenerator<Told> {
  const start = performance.now()
  const report = emptyReport(file)
  const events = run({ files: [file], timeout: testLimit, signal }) as AsyncIterable<TestEvent>
  for await (const event of events) {
    const isResult = event.type === 'test:pass' || event.type === 'test:fail'
    if (event.data.entryFile) record(report, event)
    else if (isResult) recordFile(report, event)
  }
  yield { report, milliseconds: performance.now() - start }
}

/** Each file is a suite named by its path; a file that is not told of has not come to its end. */
async function* runTogether(batch: readonly string[], signal: AbortSignal): AsyncGenerator<Told> {
  const options = { files: [severalFiles], argv: [...batch], timeout: testLimit, signal }
  const untold = new Set(batch)
  let report = emptyReport('')
  for await (const event of run(options) as AsyncIterable<TestEvent>) {
    const { name, details } = event.data
    const isEnd = details?.type === 'suite' && untold.has(name) && /^test:(pass|fail)$/.test(event.type)
    const isOfFile = event.data.entryFile !== undefined
    if (!isEnd && (isOfFile || event.type.startsWith('test:std'))) record(report, event)
    if (!isEnd) continue
    untold.delete(name)
    const { tally } = report
    const isBroken = event.type === 'test:fail' && details.error.failureType !== 'subtestsFailed'
    if (isBroken) record(report, event)
    if (isBroken || tally.passed + tally.failed + tally.skipped === 0) recordFile(report, event)
    yield { report: { ...report, name }, milliseconds: details.duration_ms }
    report = emptyReport('')
  }
  for (const name of untold) {
    recordFile(report, { type: 'test:fail' } as TestEvent)
    yield { report: { ...report, name }, milliseconds: 0 }
    report = emptyReport('')
  }
}
