/** Who is told of alerts: active people with an address who may see the security page of the whole tenant. */
import type { Context } from '#server/kit/context.ts'
import { patternsFor } from '#server/modules/user/access/granting-roles.ts'

export interface Watcher {
  readonly userId: string
  readonly to: string
  readonly language: string
}

const text = `with recursive granting (id) as (
    select id from role
    where permissions ?| $2::text[] and (valid_until is null or valid_until > $3::timestamptz)
    union
    select i.role_id from granting g join role_inherits i on i.inherits_id = g.id
  ), held as (
    select user_id, role_id from organization_membership
    where tenant_id = $1 and organization_id = $1 and is_active
    union all
    select user_id, role_id from role_assignment
    where tenant_id = $1 and organization_id = $1 and status = 'approved'
      and (starts_at is null or starts_at <= $3::timestamptz)
      and (ends_at is null or ends_at > $3::timestamptz)
  )
  select distinct u.id as "userId", u.email as to, u.language
  from held h join granting g on g.id = h.role_id
  join user_account u on u.tenant_id = $1 and u.id = h.user_id
  where u.status = 'active' and u.kind in ('internal', 'external') and u.email is not null
  order by u.id limit 50`

export const watchers = (ctx: Context): Promise<Watcher[]> =>
  ctx.rows<Watcher>(text, [ctx.tenantId, patternsFor('user.view_security'), ctx.now.toISOString()])
