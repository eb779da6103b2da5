/** Answers whether an organization, or one below it, has documents or stock. */
import { type Resource, statusField, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { quote } from '#server/kit/query/display.ts'
import { allRecords } from '#server/kit/registry.ts'

/** What has a life of its own is a document; what the database keeps is stock, or the trail of changes. */
function isPinned(record: Resource): boolean {
  if (record.scope !== 'organization' || record.name === 'audit.audit_log') return false
  return statusField(record) !== null || record.access?.includes('ledger') === true
}

export async function withDocuments(organizationId: string, ctx: Context): Promise<boolean> {
  const tests = allRecords().flatMap(({ record }) =>
    isPinned(record)
      ? [
          `exists (select from ${quote(tableOf(record))} t
            where t.tenant_id = $1 and t.organization_id = o.id)`,
        ]
      : [],
  )
  const text = `select from organization o
    where o.tenant_id = $1 and $2 = any(o.ancestor_ids) and (${['false', ...tests].join(' or ')}) limit 1`
  const found = await ctx.withWholeTenant(() => ctx.rows(text, [ctx.tenantId, organizationId]))
  return found.length > 0
}
