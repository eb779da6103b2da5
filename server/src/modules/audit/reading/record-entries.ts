/** The entries of one record in the order of writing, with personal values for those who may see them. */
import { Refusal } from '#contract/kit/failure.ts'
import { auditLog } from '#contract/audit/audit-log.ts'
import type { Entry } from '#contract/audit/entry.ts'
import { recordPaths } from '#contract/record-names.ts'
import type { Context } from '#server/kit/context.ts'
import { may } from '#server/kit/rights.ts'
import { listSource } from '#server/kit/query/list.ts'
import { Parameters } from '#server/kit/query/parameters.ts'
import { recordOf } from '#server/kit/registry.ts'
import { sawRows } from '#server/kit/sensitive-reads.ts'
import type { Call } from '#server/kit/http/route.ts'

const seesPersonal = 'audit.view_personalvalues'

/** A record may have more; the newest are shown. */
const mostEntries = 5000

export function recordAndId({ query }: Call): { record: string; id: string } {
  const { record, id } = query
  const missing = Object.entries({ record, id }).filter(
    ([, value]) => typeof value !== 'string' || value === '',
  )
  const faults = missing.map(([pointer]) => ({ pointer, code: 'kit.required' }))
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return { record: String(record), id: String(id) }
}

/** Those the caller may see; the sequence is the order in which a record's row was locked and written. */
export async function readEntries(record: string, id: string, ctx: Context): Promise<Entry[]> {
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const source = listSource(auditLog, { record, record_id: id }, ctx, parameters)
  const text = `select * from (
    select t.id, t.occurred_at, t.user_id as user, t.actor_name, t.action, t.organization_id as organization,
      t.record_label, t.changes, t.context, t.sequence
    ${source} and $2::text is not null
    order by t.sequence desc limit ${parameters.add(mostEntries, 'integer')}) newest order by sequence`
  const rows = await ctx.rows<Entry & { sequence: number }>(text, parameters.values)
  // What a row held is as sensitive as what it holds.
  if (rows.length > 0 && Object.hasOwn(recordPaths, record)) sawRows(recordOf(record), [{ id }], ctx)
  const entries = rows.map(({ sequence: _, ...entry }) => entry)
  return may(ctx.identity, seesPersonal) ? withPersonal(entries, ctx) : entries
}

interface Kept {
  readonly audit_id: string
  readonly field: string
  readonly side: 'old' | 'new'
  readonly value: unknown
}

const personalText = `select audit_id, field, side, value from audit_personal
  where tenant_id = $1 and audit_id = any($2::uuid[])`

/** Puts values in the place of their commitments; where they were erased, it says so. */
async function withPersonal(entries: readonly Entry[], ctx: Context): Promise<Entry[]> {
  const ids = entries.map((entry) => entry.id)
  const kept = new Map<string, unknown>()
  for (const { audit_id, field, side, value } of await ctx.rows<Kept>(personalText, [ctx.tenantId, ids])) {
    kept.set(`${audit_id} ${field} ${side}`, value)
  }
  const shown = (entry: Entry, field: string, side: 'old' | 'new', value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('commitment' in value)) return value
    const key = `${entry.id} ${field} ${side}`
    return kept.has(key) ? kept.get(key) : { erased: true }
  }
  return entries.map((entry) => ({
    ...entry,
    changes:
      entry.changes &&
      Object.fromEntries(
        Object.entries(entry.changes).map(([field, change]) => {
          if (change.personal !== true) return [field, change]
          const [before, after] = [
            shown(entry, field, 'old', change.old),
            shown(entry, field, 'new', change.new),
          ]
          return [field, { old: before, new: after, personal: true }]
        }),
      ),
  }))
}
