/** Opens the one transaction of a call and hands its context to the work. */
import { inTransaction, type Pool, type Settings } from '#server/platform/database.ts'
import { closingStatement, openClosing } from './closing.ts'
import type { Caller, Context, DomainEvent } from './context.ts'
import type { Identity } from './identity.ts'
import { mayTouch, mayWrite } from './write/written.ts'

function settingsOf(caller: Caller, now: Date): Settings {
  const { identity } = caller
  return {
    tenantId: identity.tenantId,
    organizationId: caller.organizationId,
    organizationIds: identity.organizationIds,
    usableIds: identity.usableIds,
    userId: identity.userId,
    now,
    key: caller.key ?? null,
  }
}

const widen = `select set_config('erp.org_ids', ids, true), set_config('erp.use_ids', ids, true)
  from (select string_agg(id::text, ',') as ids from kontor.tenant_organizations() as id) as whole`
const narrow = `select set_config('erp.org_ids', $1, true), set_config('erp.use_ids', $2, true)`

/** True where a membership in the root reaches what stands below it: then there is nothing to widen. */
function reachesAll({ tenantId, memberships }: Identity): boolean {
  return memberships.some(({ organizationId, reaches }) => organizationId === tenantId && reaches.length > 1)
}

/** Opens a transaction for a caller and hands its context to `work`. */
export function inContext<T>(
  pool: Pool,
  caller: Caller,
  now: Date,
  work: (ctx: Context) => Promise<T>,
  mode: 'read' | 'write' = 'write',
): Promise<T> {
  const settings = settingsOf(caller, now)
  return inTransaction(
    pool,
    settings,
    async (transaction) => {
      const events: DomainEvent[] = []
      let depth = 0
      const ctx: Context = {
        identity: caller.identity,
        tenantId: caller.identity.tenantId,
        organizationId: caller.organizationId,
        now,
        language: caller.request.language,
        request: caller.request,
        rows: (text, values) => {
          if (ctx.written !== null && mayTouch(text, ctx.written)) ctx.written = null
          if (mayWrite(text)) ctx.writes += 1
          const sent = transaction.rows<never>(text, values)
          return ctx.repeated.then(() => sent)
        },
        written: null,
        writes: 0,
        events,
        closing: openClosing(),
        repeated: transaction.opened,
        emit: (event) => void events.push(event),
        afterCommit: transaction.afterCommit,
        withWholeTenant: async (inner) => {
          const widens = !reachesAll(caller.identity)
          if (depth++ === 0 && widens) void transaction.rows(widen)
          try {
            return await inner()
          } finally {
            if (--depth === 0 && widens) {
              void transaction.rows(narrow, [
                settings.organizationIds.join(','),
                settings.usableIds.join(','),
              ])
            }
          }
        },
      }
      const result = await work(ctx)
      const closing = closingStatement(ctx)
      if (closing !== null) transaction.last(closing.text, closing.values)
      return result
    },
    mode,
  )
}
