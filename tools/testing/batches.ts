/** Which test files run in one process: those of the server that change nothing of the process itself. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** As many as make loading cheap; more would make the last batch run on while others have nothing to do. */
const most = 6

/** What other files of the same process would notice. */
const touchesProcess = /process\.env\.?\S* = |delete process\.env|process\.(exit|chdir|on|setUid)\(|\bmock\./

export interface Batches {
  readonly alone: readonly string[]
  readonly together: readonly (readonly string[])[]
}

export function batchesOf(files: readonly string[], projectFolder: string): Batches {
  const shares = (file: string) =>
    /^(contract|server)\//.test(relative(projectFolder, file)) &&
    !touchesProcess.test(readFileSync(file, 'utf8'))
  const sharing = files.filter(shares)
  // Neighbours are alike: dealt out, the long ones of one folder do not meet in one batch.
  const count = Math.ceil(sharing.length / most)
  const together = Array.from({ length: count }, (_, index) =>
    sharing.filter((_file, place) => place % count === index),
  )
  return { alone: files.filter((file) => !shares(file)), together }
}
