/** Deletes rows that nothing uses. */
import { moduleOf, type Resource, tableOf } from '#contract/kit/resource.ts'
import { draftLabel, personalFields, removalOf, writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { servedRecord } from '#server/kit/registry.ts'
import { lockWanted, mustBeEditable, type Wanted } from './save.ts'
import { deleteRows } from './statements.ts'

/** A document that left its first status is cancelled, not deleted. */
export async function deleteRecords(
  record: Resource,
  removals: readonly Wanted[],
  ctx: Context,
): Promise<void> {
  const wanted = await lockWanted(record, removals, 'delete', ctx)
  const rows = wanted.map(([{ row }]) => row)
  for (const row of rows) mustBeEditable(record, row)
  const { rules } = servedRecord(record.name)
  await rules.beforeDelete?.(rows, ctx)
  const entries = rows.map((row) => ({
    action: 'DELETE',
    record: record.name,
    recordId: String(row.id),
    label: draftLabel(record, row),
    organizationId: row.organization as string | null,
    changes: removalOf(record, row),
    personal: personalFields(record),
  }))
  const ids = rows.map((row) => String(row.id))
  await Promise.all(deleteRows(record, ids, ctx))
  writeAudit(entries, ctx)
  for (const row of rows) {
    const organizationId = row.organization as string | null
    ctx.emit({
      name: `${moduleOf(record)}.${tableOf(record)}_deleted`,
      recordId: String(row.id),
      organizationId,
      payload: {},
    })
  }
  await rules.afterDelete?.(rows, ctx)
}
