/** Who may read a file: who may read a row that refers to it; while none does, who brought it (FILE-05). */
import { file } from '#contract/common/file.ts'
import { permissionOf, type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { storedFields } from '#server/kit/field/stored.ts'
import { quote } from '#server/kit/query/display.ts'
import { Parameters } from '#server/kit/query/parameters.ts'
import { visibleConditions } from '#server/kit/query/visible.ts'
import { allRecords, governing } from '#server/kit/registry.ts'
import { fieldRule, may } from '#server/kit/rights.ts'
import { linksOf } from './file-links.ts'

export interface FileUse {
  readonly record: Resource
  readonly name: string
  readonly column: string
}

let known: { readonly records: number; readonly uses: readonly FileUse[] } | undefined

/** Every field of every record that refers to a file; sought once, for each answer with a file asks. */
export function fileUses(): readonly FileUse[] {
  const records = allRecords()
  if (known?.records !== records.length) known = { records: records.length, uses: usesIn(records) }
  return known.uses
}

const usesIn = (records: ReturnType<typeof allRecords>): readonly FileUse[] =>
  records.flatMap(({ record }) =>
    storedFields(record)
      .filter(({ field }) => field.to === file.name)
      .map(({ name, column }) => ({ record, name, column })),
  )

/** Of the given files those the caller may have. */
export async function readableFiles(ids: readonly string[], ctx: Context): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const seen = await Promise.all(fileUses().map((use) => seenBy(use, ids, ctx)))
  const links = await linksOf(ids, ctx)
  const readable = new Set(seen.flat())
  // What one row hides no other opens: whoever may refer to files would see any photo by referring to it.
  for (const [id, link] of links) {
    if (link === 'shown') readable.add(id)
    else readable.delete(id)
  }
  const others = ids.filter((id) => !readable.has(id) && !links.has(id))
  // Last, since nothing else may be on its way while the whole tenant counts.
  for (const id of await ownUnused(others, ctx)) readable.add(id)
  return readable
}

interface Seen {
  readonly file: string
  readonly organization: string | null
}

async function seenBy({ record, name, column }: FileUse, ids: readonly string[], ctx: Context) {
  if (!may(ctx.identity, permissionOf(governing(record), 'view'))) return []
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const conditions = visibleConditions(record, 'view', ctx.identity, parameters)
  const place = record.scope === 'tenant' ? 'null::uuid' : 't.organization_id'
  const text = `select distinct t.${quote(column)} as file, ${place} as organization
from ${quote(tableOf(record))} t
where t.${quote(column)} = any(${parameters.add(ids, 'uuid[]')}) and ${conditions.join(' and ')}`
  const rows = await ctx.rows<Seen>(text, parameters.values)
  const isShown = ({ organization }: Seen) =>
    fieldRule(ctx.identity, `${record.name}.${name}`, organization) !== 'hidden'
  return rows.filter(isShown).map((row) => row.file)
}

/** Whether anything refers to it is a verdict, for which the whole tenant counts (DOMAIN 16). */
async function ownUnused(ids: readonly string[], ctx: Context): Promise<string[]> {
  if (ids.length === 0) return []
  const uses = fileUses().map(
    ({ record, column }) => `exists (select from ${quote(tableOf(record))} u
      where u.tenant_id = f.tenant_id and u.${quote(column)} = f.id)`,
  )
  const text = `select f.id from file f where f.tenant_id = $1 and f.id = any($2::uuid[])
    and f.created_by = $3 and not (${uses.join(' or ')})`
  const values = [ctx.tenantId, ids, ctx.identity.userId]
  const rows = await ctx.withWholeTenant(() => ctx.rows<{ id: string }>(text, values))
  return rows.map(({ id }) => id)
}
