/** What a record looked like at an instant, put together from its entries. */
import type { AsOf, Entry } from '#contract/audit/entry.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { recordPaths } from '#contract/record-names.ts'
import type { Context, Shown } from '#server/kit/context.ts'
import { storedFields } from '#server/kit/field/stored.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import { may } from '#server/kit/rights.ts'
import { withPermissions } from '#server/kit/permissions.ts'
import { readRows } from '#server/kit/query/read.ts'
import { recordOf } from '#server/kit/registry.ts'
import { readEntries, recordAndId } from './record-entries.ts'

export const asOfRoute: Route = {
  method: 'GET',
  path: '/api/v1/audit/as-of/',
  permission: 'audit.view_auditlog',
  summary: 'Rebuilds one record (`record`, `id`) as it was at an `instant`.',
  async run(ctx, call) {
    const { record: name, id } = recordAndId(call)
    if (!Object.hasOwn(recordPaths, name)) throw new Refusal('audit.unknown_record', { name })
    const instant = instantOf(call)
    const record = recordOf(name)
    const entries = await readEntries(name, id, ctx)
    const now = await readNow(record, id, ctx)
    if (entries.length === 0 && now === null) throw new Refusal('kit.not_found')
    const body: AsOf = {
      record: name,
      id,
      instant: instant.toISOString(),
      ...rebuild(record, entries, now, instant),
    }
    return { status: 200, body }
  },
}

/** A day alone means its end, as people mean it. */
function instantOf({ query }: Call): Date {
  const text = String(query.instant ?? '')
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const instant = new Date(isDay ? `${text}T23:59:59.999Z` : text)
  if ((!isDay && !isInstant) || Number.isNaN(instant.getTime())) {
    throw invalid('instant', 'audit.instant')
  }
  return instant
}

/** The row as it stands, for fields that no entry names; only for those who may see the record itself. */
async function readNow(record: Resource, id: string, ctx: Context): Promise<Shown | null> {
  if (!isUuid(id) || record.partOf !== undefined) return null
  if (!may(ctx.identity, permissionOf(record, 'view'))) return null
  const rows = await readRows(record, [id], ctx)
  return (await withPermissions(record, rows, ctx))[0] ?? null
}

/** Others say in their changes what they are about: a right given, not the whole list of rights. */
const writing: ReadonlySet<string> = new Set(['CREATE', 'UPDATE', 'MOVE', 'DELETE'])

/**
 * A field has what the last entry up to the instant gave it; where there is none, what the first entry after
 * it took away; where no entry names it, what it has now, or nothing if the creation is on record.
 */
function rebuild(record: Resource, entries: readonly Entry[], now: Shown | null, instant: Date) {
  const isPast = (entry: Entry) => Date.parse(entry.occurred_at) <= instant.getTime()
  const past = entries.filter(isPast)
  const future = entries.filter((entry) => !isPast(entry))
  const created = entries.find(({ action }) => action === 'CREATE')
  const gone = past.findLast(({ action }) => action === 'DELETE' || action === 'CREATE')?.action === 'DELETE'
  const stood = created === undefined ? past.length > 0 || isOlder(now, instant) : isPast(created)
  if (gone || !stood) return { exists: false, values: null, unknown: [], last_entry: past.at(-1) ?? null }
  const values: Record<string, unknown> = {}
  const unknown: string[] = []
  const names = (name: string) => (entry: Entry) =>
    writing.has(entry.action) && entry.changes !== null && name in entry.changes
  for (const { name, field } of storedFields(record)) {
    const before = past.findLast(names(name))
    const after = future.find(names(name))
    if (before !== undefined) values[name] = before.changes?.[name]?.new ?? null
    else if (after !== undefined) values[name] = after.changes?.[name]?.old ?? null
    else if (field.secret) continue
    else if (now !== null && name in now) values[name] = now[name]
    else if (created !== undefined) values[name] = null
    else unknown.push(name)
  }
  return { exists: true, values, unknown, last_entry: past.at(-1) ?? null }
}

const isOlder = (now: Shown | null, instant: Date): boolean =>
  now !== null && Date.parse(String(now.created_at)) <= instant.getTime()
