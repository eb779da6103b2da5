/** What became of one's own account, with the values themselves: they are one's own (UPR-05). */
import type { ProfileChange } from '#contract/user/profile.ts'
import type { Context } from '#server/kit/context.ts'

interface StoredEntry {
  readonly id: string
  readonly occurred_at: string
  readonly actor_name: string
  readonly action: string
  readonly changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

interface Kept {
  readonly audit_id: string
  readonly field: string
  readonly side: 'old' | 'new'
  readonly value: unknown
}

const entriesText = `select id, occurred_at, actor_name, action, changes from audit_log
  where tenant_id = $1 and record = 'user.user_account' and record_id = $2 and changes is not null
  order by sequence desc limit 200`
const personalText = `select audit_id, field, side, value from audit_personal
  where tenant_id = $1 and audit_id = any ($2::uuid[])`

export async function profileHistory(ctx: Context): Promise<readonly ProfileChange[]> {
  const entries = await ctx.rows<StoredEntry>(entriesText, [ctx.tenantId, ctx.identity.userId])
  const values = await ctx.rows<Kept>(personalText, [ctx.tenantId, entries.map(({ id }) => id)])
  const kept = new Map(values.map((each) => [`${each.audit_id} ${each.field} ${each.side}`, each.value]))
  return entries.map(({ changes, ...entry }) => ({
    ...entry,
    changes: Object.fromEntries(
      Object.entries(changes).map(([field, change]) => [
        field,
        change.personal === true
          ? {
              old: kept.get(`${entry.id} ${field} old`) ?? null,
              new: kept.get(`${entry.id} ${field} new`) ?? null,
            }
          : { old: change.old ?? null, new: change.new ?? null },
      ]),
    ),
  }))
}
