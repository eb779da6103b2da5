/** Who has read what is sensitive: collected while a request is answered, one entry a record and request (SAU-16). */
import type { Resource } from '#contract/kit/resource.ts'
import { writeAudit } from './audit.ts'
import type { Context } from './context.ts'

export interface SensitiveRead {
  readonly record: string
  readonly ids: readonly string[]
}

const reads = new WeakMap<Context, SensitiveRead[]>()

/** Called with the rows that a caller is about to be shown. */
export function sawRows(
  record: Resource,
  rows: readonly Readonly<Record<string, unknown>>[],
  ctx: Context,
): void {
  if (rows.length === 0 || !record.access?.includes('sensitive')) return
  const seen = reads.get(ctx) ?? []
  reads.set(ctx, seen)
  seen.push({ record: record.name, ids: rows.map((row) => String(row.id)) })
}

/** Once for each record, however often a request came by. */
export function takeReads(ctx: Context): readonly SensitiveRead[] {
  const ids = new Map<string, Set<string>>()
  for (const read of reads.get(ctx) ?? []) {
    ids.set(read.record, new Set([...(ids.get(read.record) ?? []), ...read.ids]))
  }
  return [...ids].map(([record, all]) => ({ record, ids: [...all] }))
}

export function noteReads(seen: readonly SensitiveRead[], ctx: Context): void {
  const entries = seen.map(({ record, ids }) => ({
    action: 'VIEW',
    record,
    recordId: ids.length === 1 ? (ids[0] ?? null) : null,
    label: ids.length === 1 ? '' : `${ids.length}`,
    organizationId: ctx.organizationId,
    changes: null,
    context: { ids },
  }))
  writeAudit(entries, ctx)
}
