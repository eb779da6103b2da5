/** Who has a role, by whom and until when, by inheritance too (REV-01). */
import { role } from '#contract/user/role.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { organizationsWith } from '#server/kit/rights.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne } from '#server/kit/query/read.ts'

export const usersOfRole: Route = {
  method: 'GET',
  path: '/api/v1/roles/:key/users/',
  permission: 'user.view_role',
  summary: 'Lists who has a role, directly or through a role that inherits it.',
  run: listUsers,
}

const text = `with recursive heirs (id, path) as (
  select r.id, array[r.code] from role r where r.id = $2
  union all
  select r.id, array[r.code] || h.path from heirs h
  join role_inherits i on i.inherits_id = h.id
  join role r on r.id = i.role_id and r.code <> all (h.path)
), given as (
  select m.id, 'membership' as kind, case when m.is_active then 'approved' else 'inactive' end as status,
    m.user_id, m.organization_id, m.includes_descendants, m.role_id, null::timestamptz as starts_at,
    null::timestamptz as ends_at, m.created_by as assigned_by, null::uuid as approved_by
  from organization_membership m where m.tenant_id = $1 and m.organization_id = any ($3::uuid[])
  union all
  select a.id, a.kind, a.status, a.user_id, a.organization_id, a.includes_descendants, a.role_id, a.starts_at,
    a.ends_at, a.assigned_by_id, a.approved_by_id
  from role_assignment a where a.tenant_id = $1 and a.organization_id = any ($4::uuid[])
)
select g.user_id as user, u.username, u.display_name, u.status as user_status, g.id, g.kind, g.status,
  g.organization_id as organization, o.name as organization_name, g.includes_descendants, g.starts_at, g.ends_at,
  g.assigned_by, g.approved_by, h.path,
  g.status = 'approved' and u.status = 'active' and (g.starts_at is null or g.starts_at <= $5::timestamptz)
    and (g.ends_at is null or g.ends_at > $5::timestamptz) as is_effective
from heirs h
join given g on g.role_id = h.id
join user_account u on u.tenant_id = $1 and u.id = g.user_id
join organization o on o.tenant_id = $1 and o.id = g.organization_id
order by u.username_lower, g.id limit 1000`

async function listUsers(ctx: Context, { params }: Call): Promise<Answer> {
  const { id } = await readOne(role, await resolveKey(role, params.key ?? '', ctx), ctx)
  const [members, assigned] = ['organization.view_organizationmembership', 'user.view_roleassignment'].map(
    (permission) => organizationsWith(ctx.identity, permission),
  )
  const results = await ctx.rows(text, [ctx.tenantId, id, members, assigned, ctx.now.toISOString()])
  return { status: 200, body: { count: results.length, results } }
}
