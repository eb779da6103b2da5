/** Which test files may share a process: those that change nothing of it. The long ones come first. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { lengthOf } from './lengths.ts'

/** What other files of the same process would notice; what is measured is of the process, too. */
const touchesProcess =
  /process\.env\.?\S* = |delete process\.env|process\.(exit|chdir|on|setUid)\(|\bmock\.|\/metrics/

export interface LongFile {
  readonly file: string
  /** About how many seconds it takes. */
  readonly length: number
}

export interface Batches {
  readonly alone: readonly LongFile[]
  readonly together: readonly string[]
}

export function batchesOf(files: readonly string[], projectFolder: string): Batches {
  const all = files.map((file) => {
    const name = relative(projectFolder, file)
    const source = readFileSync(file, 'utf8')
    const shares = /^(contract|server|e2e)\//.test(name) && !touchesProcess.test(source)
    return { file, length: lengthOf(name, source), shares }
  })
  // A long one that began last would run on while the other processes have nothing to do.
  const longestFirst = all.toSorted((a, b) => b.length - a.length)
  return {
    alone: longestFirst.filter(({ shares }) => !shares),
    together: longestFirst.filter(({ shares }) => shares).map(({ file }) => file),
  }
}
