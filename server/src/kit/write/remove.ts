/** Deletes rows that nothing uses. */
import { Refusal } from '#contract/kit/failure.ts'
import { moduleOf, type Resource, tableOf } from '#contract/kit/resource.ts'
import { draftLabel, personalFields, removalOf, writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { mayRow, mustHaveRow } from '#server/kit/rights.ts'
import { servedRecord } from '#server/kit/registry.ts'
import { lockStored } from './save.ts'
import { deleteRows } from './statements.ts'

/** Deletes rows by id; `version` is the one the client read. */
export async function deleteRecords(
  record: Resource,
  removals: readonly { id: string; version: number | null }[],
  ctx: Context,
): Promise<void> {
  const stored = await lockStored(
    record,
    removals.map(({ id }) => id),
    ctx,
    'delete',
  )
  const rows = removals.map(({ id, version }) => {
    const row = stored.get(id)?.row
    if (row === undefined || !mayRow(ctx.identity, record, 'view', row)) throw new Refusal('kit.not_found')
    mustHaveRow(ctx.identity, record, 'delete', row)
    if (version !== null && row.version !== version) throw new Refusal('kit.version_stale')
    return row
  })
  mustBeDraft(record, rows)
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
  await Promise.all([
    ...deleteRows(
      record,
      rows.map((row) => String(row.id)),
      ctx,
    ),
    ...writeAudit(entries, ctx),
  ])
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

/** A document that left its first status is cancelled, not deleted. */
function mustBeDraft(record: Resource, rows: readonly Readonly<Record<string, unknown>>[]): void {
  if (record.editableWhile === undefined) return
  for (const row of rows) {
    if (record.editableWhile.includes(String(row.status))) continue
    throw new Refusal('kit.not_editable', { record: record.name, status: String(row.status) })
  }
}
