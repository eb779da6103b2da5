/** Test files that share a process: loading the server is most of what a small one costs. Each is a suite. */
import { createRequire } from 'node:module'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'

/** Longer than any of its tests may take; a file that hangs is ended by whoever started this process. */
const timeout = 1_200_000

const load = createRequire(import.meta.url)
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

let current = ''
/** Nobody caught it, and whose it is the runner was told not to follow (untracked.ts): it fails by itself. */
for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(kind, (error) => {
    void test(`${kind} while ${current} was running`, () => {
      throw error
    })
  })
}

// One after the other: the tests of two files that are loaded at once would get into each other's suites.
// What is required stands in its suite; what is imported would not know of it (untracked.ts).
for (const [index, file] of files.entries()) {
  if (!claims(index)) continue
  current = file
  await new Promise<void>((done) => {
    void suite(file, { timeout }, () => {
      after(() => done())
      try {
        load(file)
      } catch (error) {
        done()
        throw error
      }
    })
  })
}
