/** Rights on single rows as duties count them: what they let do, and in which organization the row is. */
import { permissionOf, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { standing } from '#server/kit/field/stored.ts'
import { quote } from '#server/kit/query/display.ts'
import { recordCalled } from '#server/modules/user/access/request/wish.ts'
import type { RowRight } from './duty-facts.ts'

interface Stored {
  readonly id: string
  readonly user: string | null
  readonly role: string | null
  readonly record: string
  readonly row: string
  readonly verbs: readonly string[]
  readonly ends_at: string | null
}

const rightsText = `select id, user_id as user, role_id as role, record, row_id as row, ends_at,
    array_remove(array[case when can_view then 'view' end, case when can_change then 'change' end,
      case when can_delete then 'delete' end], null) as verbs
  from object_permission
  where tenant_id = $1 and (ends_at is null or ends_at > $3::timestamptz)
    and ($2::uuid[] is null or user_id is null or user_id = any ($2))`

/** Of the users named and of roles; of everybody where none is named. */
export async function readRowRights(users: readonly string[] | null, ctx: Context): Promise<RowRight[]> {
  const rights = await ctx.rows<Stored>(rightsText, [ctx.tenantId, users, ctx.now.toISOString()])
  const byRecord = Map.groupBy(rights, ({ record }) => record)
  const found = await Promise.all([...byRecord].map(([record, list]) => ofRecord(record, list, ctx)))
  return found.flat()
}

async function ofRecord(name: string, rights: readonly Stored[], ctx: Context): Promise<RowRight[]> {
  const record = recordCalled(name)
  if (record === null) return []
  const ids = rights.map(({ row }) => row)
  const text = `select id, organization_id as organization from ${quote(tableOf(record))}
    where tenant_id = $1 and id = any ($2::uuid[])`
  const rows = standing(record).hasOrganization
    ? await ctx.rows<{ id: string; organization: string | null }>(text, [ctx.tenantId, ids])
    : []
  const places = new Map(rows.map(({ id, organization }) => [id, organization]))
  return rights.map(({ id, user, role, row, verbs, ends_at }) => {
    const permissions = verbs.map((verb) => permissionOf(record, verb))
    return { id, user, role, permissions, organization: places.get(row) ?? ctx.tenantId, ends_at }
  })
}
