/**
 * Which roles grant a permission, the narrowest first, with all that they inherit: what is inherited twice counts
 * twice, for each refusal asks this and comparing the words of all permissions takes longer than all else of it.
 */
import type { Context } from '#server/kit/context.ts'

export interface GrantingRole {
  readonly id: string
  readonly code: string
  readonly name: string
}

/** Whatever a role may say to grant it: itself, and what stands for many at once. */
export function patternsFor(permission: string): readonly string[] {
  const [module = '', verb = ''] = permission.split('.')
  const views = verb.startsWith('view_') ? [`${module}.view_*`, '*.view_*'] : []
  return [permission, `${module}.*`, '*', ...views]
}

const text = `with recursive granting (id) as (
  select id from role where permissions ?| $1::text[] and (valid_until is null or valid_until > $3::timestamptz)
  union
  select i.role_id from granting g join role_inherits i on i.inherits_id = g.id
), parts (id, part_id) as (
  select id, id from granting
  union
  select p.id, i.inherits_id from parts p join role_inherits i on i.role_id = p.part_id
), whole as (
  select p.id, bool_or(r.permissions ? '*') as is_all, sum(jsonb_array_length(r.permissions)) as permissions
  from parts p join role r on r.id = p.part_id
  group by p.id
)
select r.id, r.code, coalesce(r.title ->> $2, r.name) as name
from whole w join role r on r.id = w.id
where r.valid_until is null or r.valid_until > $3::timestamptz
order by w.is_all, w.permissions, r.code limit 10`

export function grantingRoles(permission: string, ctx: Context): Promise<GrantingRole[]> {
  return ctx.rows<GrantingRole>(text, [patternsFor(permission), ctx.language, ctx.now.toISOString()])
}
