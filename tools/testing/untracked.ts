/** Preloaded into test processes: Node's runner follows every promise, a seventh of a server test's work. */
import '#server/platform/own-modules.ts'
import { createHook } from 'node:async_hooks'

type Hook = ReturnType<typeof createHook> & Record<symbol, unknown>

/** Where a hook keeps that it was made with `trackPromises: false`. */
const untracking = createHook({ trackPromises: false }) as Hook
const noPromises = Object.getOwnPropertySymbols(untracking).find((symbol) => untracking[symbol] === true)
const prototype = Object.getPrototypeOf(untracking) as Hook
const { enable } = prototype

// It does so to tell whose an error is that nobody caught: several-files.ts and exit codes tell that as well.
prototype.enable = function enableUntracked(this: Hook) {
  const isRunners = new Error('who asks').stack?.includes('node:internal/test_runner/')
  if (isRunners && noPromises !== undefined) this[noPromises] = true
  return enable.call(this)
}
