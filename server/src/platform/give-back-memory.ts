/** Gives back the memory that starting took and running does not need. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

/**
 * Migrating, loading all modules and making the demo company leave garbage that V8 keeps room for until memory is
 * short: some 100 MB that nobody needs again. Takes a tenth of a second, so it is called once, when the
 * server has been ready for a while.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
