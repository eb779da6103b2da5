/** Which test files may share a process: those that change nothing of it. The long ones come first. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** What other files of the same process would notice; secrets and what is measured are of the process, too. */
const touchesProcess =
  /process\.env\.?\S* = |delete process\.env|process\.(exit|chdir|on|setUid)\(|\bmock\.|testSecrets|\/metrics/

export interface Batches {
  readonly alone: readonly string[]
  readonly together: readonly string[]
}

export function batchesOf(files: readonly string[], projectFolder: string): Batches {
  const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
  const shares = (file: string) =>
    /^(contract|server|e2e)\//.test(relative(projectFolder, file)) &&
    !touchesProcess.test(sources.get(file) ?? '')
  const lengthOf = (file: string) => sources.get(file)?.length ?? 0
  // A long one that began last would run on while the other processes have nothing to do.
  const longestFirst = files.toSorted((a, b) => lengthOf(b) - lengthOf(a))
  return { alone: longestFirst.filter((file) => !shares(file)), together: longestFirst.filter(shares) }
}
