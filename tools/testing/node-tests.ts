/** Runs test files with Node's own runner, two at a time. */
import { relative } from 'node:path'
import { run } from 'node:test'
import { type FileReport, fileText, record, recordFile, type TestEvent } from './file-report.ts'
import { add, emptyTally, type Tally } from './tally.ts'

/** Ends a test that hangs. */
const timeout = 180_000

export async function runNodeTests(
  files: string[],
  projectFolder: string,
  signal: AbortSignal,
): Promise<Tally> {
  const total = emptyTally()
  const reports = new Map<string, FileReport>()

  function reportOn(file: string): FileReport {
    const known = reports.get(file)
    if (known) return known
    const fresh = { name: relative(projectFolder, file), tally: emptyTally(), lines: [] }
    reports.set(file, fresh)
    return fresh
  }

  function close(report: FileReport, milliseconds: number): void {
    add(total, report.tally)
    console.log(fileText(report, milliseconds))
  }

  if (files.length === 0) return total
  const events = run({
    files,
    concurrency: 2,
    timeout,
    signal,
    cwd: projectFolder,
  }) as AsyncIterable<TestEvent>
  for await (const event of events) {
    const { entryFile, file, details, duration_ms } = event.data
    if (event.type === 'test:summary' && file) close(reportOn(file), duration_ms)
    else if (entryFile) record(reportOn(entryFile), event)
    else if (file && (event.type === 'test:pass' || event.type === 'test:fail')) {
      const report = reportOn(file)
      recordFile(report, event)
      close(report, details.duration_ms)
    }
  }
  return total
}
