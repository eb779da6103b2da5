/** What happened at the door in some days: asked for, and sent every week (LGN-10, SEM-07). */
import { invalid } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import { type Period, readLogins } from './logins.ts'

const day = 86_400_000
const longest = 366

export function weekBefore(end: Date): Period {
  return { from: new Date(end.getTime() - 7 * day).toISOString(), to: end.toISOString() }
}

/** Whole days in UTC, the last one included. */
function periodFrom(query: Readonly<Record<string, unknown>>, now: Date): Period {
  const today = Date.parse(now.toISOString().slice(0, 10))
  const to = dayIn(query, 'to') ?? today
  const from = dayIn(query, 'from') ?? to - 6 * day
  if (from > to || to - from >= longest * day) {
    throw wrong('from', `period of at most ${longest} days`)
  }
  return { from: new Date(from).toISOString(), to: new Date(to + day).toISOString() }
}

function dayIn(query: Readonly<Record<string, unknown>>, name: string): number | null {
  const text = query[name]
  if (text === undefined || text === '') return null
  const value = typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(value)) return value
  throw wrong(name, 'day such as 2026-05-03')
}

const wrong = (name: string, format: string) => invalid(`/${name}`, 'kit.wrong_format', { format })

export async function readReport(query: Readonly<Record<string, unknown>>, ctx: Context) {
  const period = periodFrom(query, ctx.now)
  return { ...period, ...(await readLogins(period, 'day', ctx)) }
}
