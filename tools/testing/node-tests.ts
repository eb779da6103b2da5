/** Runs test files with Node's own runner, two at a time. */
import { relative } from 'node:path'
import { run } from 'node:test'
import { type FileReport, fileText, record, recordFile, type TestEvent } from './file-report.ts'
import { add, emptyTally, type Tally } from './tally.ts'

const filesAtOnce = 2
/** Ends a test that hangs. A file may hang outside of its tests, so it has a limit of its own. */
const testLimit = 90_000
const usualFileLimit = 120_000

export async function runNodeTests(
  files: string[],
  projectFolder: string,
  signal: AbortSignal,
  fileLimit: number = usualFileLimit,
): Promise<Tally> {
  const total = emptyTally()
  const waiting = [...files]
  async function work(): Promise<void> {
    for (let file = waiting.shift(); file && !signal.aborted; file = waiting.shift()) {
      const start = performance.now()
      const limit = AbortSignal.any([signal, AbortSignal.timeout(fileLimit)])
      const report = await runFile(file, relative(projectFolder, file), limit)
      add(total, report.tally)
      console.log(fileText(report, performance.now() - start))
    }
  }
  await Promise.all(Array.from({ length: filesAtOnce }, work))
  return total
}

async function runFile(file: string, name: string, signal: AbortSignal): Promise<FileReport> {
  const report: FileReport = { name, tally: emptyTally(), lines: [] }
  const events = run({ files: [file], timeout: testLimit, signal }) as AsyncIterable<TestEvent>
  for await (const event of events) {
    const isResult = event.type === 'test:pass' || event.type === 'test:fail'
    if (event.data.entryFile) record(report, event)
    else if (isResult) recordFile(report, event)
  }
  return report
}
