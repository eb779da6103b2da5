/** Everything that ever gave a user a role, with each way of inheritance and what it grants. */
import type { Step, StepState } from '#contract/user/access-trace.ts'
import type { Context } from '#server/kit/context.ts'
import { everybody } from './everybody.ts'

/** A step before it is judged; each is one way of inheritance, so `path` names the codes of the roles on it. */
export interface GrantChain extends Omit<Step, 'by' | 'state' | 'reaches' | 'own_rows_only' | 'counts'> {
  readonly status: 'approved' | 'inactive' | 'requested' | 'rejected' | 'ended'
  /** True where a role on the way is no longer valid. */
  readonly is_over: boolean
  readonly permissions: readonly string[]
}

const text = `with recursive given as (
  select m.id, 'membership' as kind, case when m.is_active then 'approved' else 'inactive' end as status,
    m.organization_id, m.includes_descendants, m.role_id, null::timestamptz as starts_at,
    null::timestamptz as ends_at, '' as reason
  from organization_membership m where m.tenant_id = $1 and m.user_id = $2
  union all
  select a.id, a.kind, case when exists (select from organization_membership m where m.tenant_id = a.tenant_id
      and m.user_id = a.user_id and m.organization_id = a.organization_id and not m.is_active)
      and a.status = 'approved' then 'inactive' else a.status end,
    a.organization_id, a.includes_descendants, a.role_id, a.starts_at, a.ends_at, a.reason
  from role_assignment a where a.tenant_id = $1 and a.user_id = $2
), chains (id, role_id, ids, path, is_over) as (
  select g.id, r.id, array[r.id], array[r.code], coalesce(r.valid_until <= $3::timestamptz, false)
  from given g join role r on r.id = g.role_id
  union all
  select c.id, r.id, c.ids || r.id, c.path || r.code,
    c.is_over or coalesce(r.valid_until <= $3::timestamptz, false)
  from chains c
  join role_inherits i on i.role_id = c.role_id
  join role r on r.id = i.inherits_id and r.id <> all (c.ids)
)
select g.id, g.kind, g.status, g.organization_id as organization, o.name as organization_name,
  g.includes_descendants, g.role_id as role, coalesce(first.title ->> $4, first.name) as role_name,
  g.starts_at, g.ends_at, g.reason, c.path, c.is_over,
  array(select jsonb_array_elements_text(r.permissions)) as permissions
from chains c
join given g on g.id = c.id
join role r on r.id = c.role_id
join role first on first.id = g.role_id
join organization o on o.tenant_id = $1 and o.id = g.organization_id
order by g.kind = 'membership' desc, g.id, cardinality(c.path), c.path`

export async function grantChains(userId: string, ctx: Context): Promise<GrantChain[]> {
  const given = [ctx.tenantId, userId, ctx.now.toISOString(), ctx.language]
  const chains = await ctx.rows<GrantChain>(text, given)
  const [first] = chains.filter((chain) => stateOf(chain, ctx.now) === 'effective')
  return first === undefined ? chains : [...chains, everybodysChain(userId, ctx)]
}

/** What everybody may who is in at all comes from no role of the tables. */
function everybodysChain(userId: string, { tenantId, identity }: Context): GrantChain {
  const { id, kind, role, roleName, permissions } = everybody(userId, [])
  return {
    id,
    kind,
    status: 'approved',
    organization: tenantId,
    organization_name: identity.organizations.get(tenantId)?.name ?? '',
    includes_descendants: true,
    role,
    role_name: roleName,
    starts_at: null,
    ends_at: null,
    reason: '',
    path: [role],
    is_over: false,
    permissions,
  }
}

/** Whether it counts now, and why not. */
export function stateOf(chain: GrantChain, now: Date): StepState {
  if (chain.status !== 'approved') return chain.status
  if (chain.ends_at !== null && Date.parse(chain.ends_at) <= now.getTime()) return 'ended'
  if (chain.starts_at !== null && Date.parse(chain.starts_at) > now.getTime()) return 'not_started'
  return chain.is_over ? 'role_over' : 'effective'
}
