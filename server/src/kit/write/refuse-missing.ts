/** Why rows could not be locked: they are not there for the caller, or readable and not his to write (PRM, DEN). */
import { Refusal } from '#contract/kit/failure.ts'
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { Denial, may } from '#server/kit/rights.ts'
import { readRows } from '#server/kit/query/read.ts'
import { governing } from '#server/kit/registry.ts'

/** Row-level security locks only what may be written, so what is missing is read again, as the caller sees it. */
export async function refuseMissing(
  record: Resource,
  ids: readonly string[],
  found: ReadonlyMap<string, unknown>,
  verb: string,
  ctx: Context,
): Promise<void> {
  const missing = ids.filter((id) => !found.has(id))
  if (missing.length === 0) return
  const governed = governing(record)
  if (!may(ctx.identity, permissionOf(governed, 'view'))) throw new Refusal('kit.not_found')
  const rows = await readRows(record, missing, ctx)
  const [row] = rows
  if (row === undefined || rows.length < missing.length) throw new Refusal('kit.not_found')
  const owner = ctx.identity.organizations.get(String(row.organization ?? row.id))
  const place = { organizationId: owner?.id, record: record.name, row: String(row.id) }
  throw new Denial(permissionOf(governed, verb), owner?.name ?? 'the standard', place)
}
