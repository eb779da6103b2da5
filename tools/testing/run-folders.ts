/** Where the tests of one run keep what they make: gone with the run, whatever became of the tests. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderInMemory } from '#server/testing/memory-folder.ts'
import { memoryFolderVariable } from './kontor-process.ts'

/** Of all processes started from now on; the browser keeps its profile there, too. */
export function openRunFolders(): { remove(): void } {
  const [usual, inMemory] = [open(tmpdir()), open(folderInMemory() ?? tmpdir())]
  process.env.TMPDIR = usual
  process.env[memoryFolderVariable] = inMemory
  return {
    remove() {
      // A process that was ended may be about to write its last file.
      const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }
      for (const path of [usual, inMemory]) rmSync(path, options)
    },
  }
}

function open(parent: string): string {
  const path = mkdtempSync(join(parent, 'kontor-tests-'))
  // PostgreSQL's user has to come through.
  chmodSync(path, 0o711)
  return path
}
