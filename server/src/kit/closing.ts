/** What a transaction says beside its rows, kept until its last statement: trail, events, the answer to a key. */
import type { Context, Closing } from './context.ts'

export const openClosing = (): Closing => ({ trail: [], personal: [], events: [], answer: null })

const closeText = 'select kontor.close_call($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)'

/** The statement that writes it all; null where there is nothing to write. */
export function closingStatement(ctx: Context): { text: string; values: unknown[] } | null {
  const { trail, personal, events, answer } = ctx.closing
  if (trail.length === 0 && events.length === 0 && answer === null) return null
  const { identity, request } = ctx
  const context = {
    ip_address: request.address,
    device: request.device,
    request_id: request.id,
    ...(identity.usedElevations?.size ? { elevation: [...identity.usedElevations].join(',') } : {}),
  }
  const values = [
    jsonOf(trail),
    jsonOf(personal),
    identity.displayName,
    JSON.stringify(context),
    jsonOf(events),
    answer?.key ?? null,
    answer?.route ?? null,
    answer?.digest ?? null,
    answer?.status ?? null,
    answer?.answer ?? null,
  ]
  return { text: closeText, values }
}

const jsonOf = (rows: readonly object[]): string | null => (rows.length > 0 ? JSON.stringify(rows) : null)

/** An import of many rows must not pile up their trail in memory. */
const most = 1000

export async function writeIfMany(ctx: Context): Promise<void> {
  const { trail, personal, events } = ctx.closing
  if (trail.length + events.length < most) return
  const statement = closingStatement(ctx)
  for (const list of [trail, personal, events]) list.length = 0
  if (statement !== null) await ctx.rows(statement.text, statement.values)
}

/** Forgets what was said since `mark`, where a savepoint takes back what it was about. */
export function markOf({ closing, events }: Context): () => void {
  const { trail, personal } = closing
  const lengths = [trail.length, personal.length, closing.events.length]
  return () => {
    events.length = 0
    for (const [index, list] of [trail, personal, closing.events].entries()) {
      list.length = Math.min(list.length, lengths[index] ?? 0)
    }
  }
}
