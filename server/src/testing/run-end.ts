/** The end of a test process: waits for what a `before` is still starting, and names what was left open. */
import { AsyncResource } from 'node:async_hooks'
import { after } from 'node:test'

/** A test file, or the program that runs several of them; not a tool that wants a test's database. */
const isOfTests = /\.(test|spec)\.ts$|\/several-files\.ts$/.test(process.argv[1] ?? '')
/** Measures nothing: it ends a process that would never end, long after all hooks have done their work. */
const patience = 60_000
const starting = new Set<Promise<unknown>>()

/**
 * Where no test of a file is wanted, Node runs its `after` while its `before` is still at work: `after` would
 * find nothing to stop, and what was started then would run for ever. Here it waits for that first.
 */
export async function noteStart<T>(start: Promise<T>): Promise<T> {
  starting.add(start)
  try {
    return await start
  } finally {
    starting.delete(start)
  }
}

async function end(): Promise<void> {
  await Promise.allSettled(starting)
  setTimeout(nameWhatIsOpen, patience).unref()
}

/** Only a process that something keeps alive comes here: mostly what `after` could not stop. */
function nameWhatIsOpen(): void {
  const open = [...new Set(process.getActiveResourcesInfo())].join(', ')
  console.error(`The tests are over and something they started is still open: ${open}`)
  process.exit(1)
}

// Bound to nothing, it belongs to the process and not to the file that happened to be loaded first.
if (isOfTests) new AsyncResource('run-end', { triggerAsyncId: 0 }).runInAsyncScope(() => after(end))
