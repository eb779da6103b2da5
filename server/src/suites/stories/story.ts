/** A user story as one test whose steps name the requirements they walk through. */
import test from 'node:test'

export type Step = (name: string, run: () => Promise<void>) => void

/** `story('17: Permission Request Process')` gives what adds a step; they run in their order. */
export function story(title: string): Step {
  const steps: [string, () => Promise<void>][] = []
  test(`story ${title}`, async (whole) => {
    // The file has stated all its steps by then.
    await new Promise(setImmediate)
    for (const [name, run] of steps) await whole.test(name, run)
  })
  return (name, run) => void steps.push([name, run])
}
