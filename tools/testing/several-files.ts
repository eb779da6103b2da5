/** Test files that share a process: loading the server is most of what a small one costs. Each is a suite. */
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite } from 'node:test'
import { pathToFileURL } from 'node:url'

/** Longer than any of its tests may take; a file that hangs is ended by whoever started this process. */
const timeout = 1_200_000

const [folder = '', ...files] = process.argv.slice(2)

/** Several processes work on the same files: each file is that of whoever can make its mark. */
function claims(index: number): boolean {
  try {
    closeSync(openSync(join(folder, String(index)), 'wx'))
    return true
  } catch {
    return false
  }
}

// One after the other: the tests of two files that are loaded at once would get into each other's suites.
for (const [index, file] of files.entries()) {
  if (!claims(index)) continue
  await new Promise<void>((done) => {
    void suite(file, { timeout }, async () => {
      after(() => done())
      try {
        await import(pathToFileURL(file).href)
      } catch (error) {
        done()
        throw error
      }
    })
  })
}
