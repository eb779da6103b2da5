/** What failed, told once more before the closing line: whoever sees only the end of a run sees why it is red. */
import type { Failure, Tally } from './tally.ts'
import type { Say } from './telling.ts'

/** Between the names of suites and tests. */
export const between = ' › '

const linesEach = 12
const longestLine = 300
/** Of more than these only the names are told: where all fails, the first reasons are enough. */
const toldInFull = 30

export function failedTally(place: string, text: string): Tally {
  return { passed: 0, failed: 1, skipped: 0, failures: [{ place, name: '', text }] }
}

/** What a stage came to; one that broke off, or counts failures and names none, is named itself. */
export async function tallyOf(stage: string, work: () => Promise<Tally>, say: Say): Promise<Tally> {
  try {
    const tally = await work()
    const isNameless = tally.failed > 0 && !tally.failures?.length
    return isNameless ? { ...tally, failures: failedTally(stage, '').failures } : tally
  } catch (error) {
    const text = String((error as Error)?.stack ?? error)
    say(text)
    return failedTally(stage, text)
  }
}

/** Empty where nothing failed; otherwise whole lines. */
export function summaryOf(failures: readonly Failure[]): string {
  if (failures.length === 0) return ''
  const texts = failures.map((failure, index) => textOf(failure, failures[index - 1], index))
  return ['── what failed', ...texts, ''].join('\n')
}

function textOf({ place, name, text }: Failure, before: Failure | undefined, index: number): string {
  const head = `✖ ${[place, name].filter((part) => part !== '').join(between)}`
  if (index >= toldInFull) return head
  // A hook that failed is the reason of each test it stood before.
  if (before?.place === place && before.text === text) return `${head}\n    as before`
  const rows = text.split('\n').filter((row) => row.trim() !== '')
  return [head, ...rows.slice(0, linesEach).map((row) => `    ${row.slice(0, longestLine)}`)].join('\n')
}
