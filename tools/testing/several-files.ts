/** Test files that share a process: loading the server is most of what a small one costs. Each is a suite. */
import { suite } from 'node:test'
import { pathToFileURL } from 'node:url'

/** Longer than any of its tests may take; a file that hangs is ended by whoever started this process. */
const timeout = 600_000

// One after the other: the tests of two files that are loaded at once would get into each other's suites.
for (const file of process.argv.slice(2)) {
  await new Promise<void>((done) => {
    void suite(file, { timeout }, async () => {
      await import(pathToFileURL(file).href).finally(done)
    })
  })
}
