/** What the terminal shows of a load: a line that moves, and the account at the end. */
import type { Account, Progress } from './load.ts'

/** Moves within one line on a terminal; elsewhere a line a step and every so often. */
export function showProgress(output: NodeJS.WriteStream): Progress {
  let last = ''
  let shownAt = 0
  return (title, done, total) => {
    const text = `${title}: ${done} of ${total}`
    if (output.isTTY) output.write(`\r\u001b[K  ${text}${done === total ? '\n' : ''}`)
    else if (title !== last || done === total || Date.now() - shownAt > 5000) {
      output.write(`  ${text}\n`)
      shownAt = Date.now()
    }
    last = title
  }
}

const columns = ['rows', 'loaded', 'unchanged', 'skipped', 'failed'] as const

export function describeAccounts(accounts: readonly Account[]): string {
  const total = (column: (typeof columns)[number]) =>
    accounts.reduce((sum, account) => sum + account[column], 0)
  const milliseconds = accounts.reduce((sum, account) => sum + account.milliseconds, 0)
  const line = (title: string, cells: readonly (string | number)[]) =>
    `  ${title.padEnd(18)}${cells.map((cell) => String(cell).padStart(11)).join('')}`
  const lines = accounts.flatMap((account) => [
    line(account.title, [...columns.map((column) => account[column]), seconds(account.milliseconds)]),
    ...account.reasons.map((reason) => `      ${reason}`),
  ])
  const sums = columns.map(total)
  const speed = Math.round((total('rows') / Math.max(milliseconds, 1)) * 1000)
  return [
    line('', [...columns, 'time']),
    ...lines,
    line('together', [...sums, seconds(milliseconds)]),
    '',
    total('loaded') === 0 && total('failed') === 0
      ? 'Nothing had to be changed: all of it is there already.'
      : `${total('loaded')} rows loaded, ${speed} rows a second.`,
  ].join('\n')
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`
