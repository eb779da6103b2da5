/** A document as the statements that wrote it gave it back, so that its answer need not be read again. */
import { permissionOf, type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Ahead, Context, Shown, Written } from '#server/kit/context.ts'
import { fieldsOfKind, standing, storedFields } from '#server/kit/field/stored.ts'
import { reachOf, withAncestors } from '#server/kit/rights.ts'
import { stamps } from '#server/kit/query/select.ts'
import { mustReach } from '#server/kit/query/visible.ts'
import { governing, recordOf, servedRecord } from '#server/kit/registry.ts'
import type { Draft } from '#server/kit/served.ts'
import type { Returned } from './statements.ts'

const linesIn = (record: Resource) =>
  fieldsOfKind(record, 'lines').map(([name, field]) => [name, recordOf(field.to ?? '')] as const)

/** False where a part would not be known: rows of their own behind a reference, or visibility by a rule. */
function isPlain(record: Resource): boolean {
  const all = [record, ...linesIn(record).map(([, line]) => line)]
  const isWhole = (one: Resource) =>
    standing(one).hasTenant && Object.values(one.fields).every(({ owned }) => !owned)
  return !servedRecord(record.name).rules.visible && all.every(isWhole)
}

/** Whether the answer to a write can be made of what it gives back. */
export const isAnswered = (record: Resource, { organizationId }: Draft, ctx: Context): boolean =>
  isPlain(record) && seesAllOf(record, organizationId, 'view', ctx)

export function writtenOf(
  record: Resource,
  draft: Draft,
  returned: Returned,
  ahead: Ahead | null,
): Written | null {
  const head = returned.get(draft.id)
  if (head === undefined || !isPlain(record)) return null
  const lines = linesIn(record).map(([name, line]): [string, readonly Shown[]] => {
    const rows = (draft.lines[name] ?? []).map(
      (entry) => returned.get(entry.id) ?? asShown(line, entry.before),
    )
    return [name, rows.toSorted(byPosition)]
  })
  const tables = new Set([record, ...linesIn(record).map(([, line]) => line)].map(tableOf))
  return { record, head, lines: new Map(lines), tables, ahead }
}

/** A line that was locked and left as it was. */
function asShown(line: Resource, stored: Draft['before']): Shown {
  const names = storedFields(line).flatMap(({ name, field }) => (field.secret ? [] : [name]))
  return Object.fromEntries(['id', 'organization', ...names, ...stamps].map((name) => [name, stored?.[name]]))
}

/** As they are read: by position where they have one, and by id. */
function byPosition(one: Shown, other: Shown): number {
  const apart = Number(one.position ?? 0) - Number(other.position ?? 0)
  return apart === 0 ? (String(one.id) < String(other.id) ? -1 : 1) : apart
}

/** What was just written, if it is the row asked for, and one of an organization all of whose rows the caller sees. */
export function justWritten(
  record: Resource,
  ids: readonly string[],
  verb: string,
  ctx: Context,
): Written | null {
  const { written, identity } = ctx
  if (written === null || written.record !== record || ids.length !== 1 || written.head.id !== ids[0])
    return null
  mustReach(record, verb, identity)
  return seesAllOf(record, written.head.organization, verb, ctx) ? written : null
}

/** Whether the caller sees all rows of an organization, not only some. */
function seesAllOf(record: Resource, organization: unknown, verb: string, { identity }: Context): boolean {
  const whole = [...reachOf(identity, permissionOf(governing(record), verb)).whole]
  const reach = record.scope === 'inherited' ? withAncestors(identity, whole) : whole
  return standing(record).hasOrganization ? reach.includes(String(organization ?? '')) : reach.length > 0
}

const writtenBy = new Map<string, ReadonlySet<string> | null>()

/** The tables that a statement writes; null for a function of ours: what that writes is not known. */
function tablesWritten(text: string): ReadonlySet<string> | null {
  let named = writtenBy.get(text)
  if (named === undefined) {
    const found = text.matchAll(/\b(?:insert\s+into|update|delete\s+from)\s+(?:only\s+)?"?(\w+)/gi)
    named = text.includes('kontor.') ? null : new Set([...found].map(([, table]) => table ?? ''))
    if (writtenBy.size < 20_000) writtenBy.set(text, named)
  }
  return named
}

export const mayWrite = (text: string): boolean => tablesWritten(text)?.size !== 0

/** Whether a statement may write the tables of the document. */
export const mayTouch = (text: string, { tables }: Written): boolean =>
  [...(tablesWritten(text) ?? tables)].some((table) => tables.has(table))
