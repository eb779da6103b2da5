/** Takes files away that no row shows any more, such as the picture that another one replaced. */
import { file } from '#contract/common/file.ts'
import { tableOf } from '#contract/kit/resource.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { storedFields } from '#server/kit/field/stored.ts'
import { quote } from '#server/kit/query/display.ts'
import { allRecords } from '#server/kit/registry.ts'
import { removeBytes } from './file.ts'

interface DroppedFile extends Record<string, unknown> {
  readonly id: string
  readonly organization: string
  readonly digest: string
  readonly name: string
}

/** Of the given files those go that nothing refers to: rows, and bytes when no other row needs them. */
export async function dropUnusedFiles(ids: readonly string[], ctx: Context): Promise<void> {
  if (ids.length === 0) return
  const users = allRecords().flatMap(({ record }) =>
    storedFields(record)
      .filter(({ field }) => field.to === file.name)
      .map(
        ({ column }) => `exists (select from ${quote(tableOf(record))} u
        where u.tenant_id = f.tenant_id and u.${quote(column)} = f.id)`,
      ),
  )
  const text = `delete from file f where f.tenant_id = $1 and f.id = any($2::uuid[])
    and not (${['false', ...users].join(' or ')})
    returning f.id, f.organization_id as organization, f.digest, f.original_filename as name`
  const dropped = await ctx.withWholeTenant(() => ctx.rows<DroppedFile>(text, [ctx.tenantId, ids]))
  const entries = dropped.map(({ id, organization, name, digest }) => ({
    action: 'DELETE',
    record: file.name,
    recordId: id,
    label: name,
    organizationId: organization,
    changes: { digest: { old: digest, new: null } },
  }))
  writeAudit(entries, ctx)
  await removeBytes(dropped, ctx)
}
