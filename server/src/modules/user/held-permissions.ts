/** Nobody gives away, takes or takes over more than he holds himself, and holds for good. */
import { refuse } from '#contract/user/failures.ts'
import type { Context } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { fieldRule, forbidden, grants, isOwnOnly, reachOf } from '#server/kit/rights.ts'
import { discountLimit } from '#server/modules/common/public.ts'

/** What a role gives, with all that it inherits. */
export interface RoleRights {
  readonly name: string
  readonly permissions: readonly string[]
  readonly row_rules: Readonly<Record<string, 'own'>>
  readonly field_rules: Readonly<Record<string, 'hidden' | 'frozen'>>
  readonly discount_limit: string | null
  readonly is_sensitive: boolean
  readonly is_over: boolean
}

const rightsText = `with recursive granted (role_id) as (
  select unnest($1::uuid[])
  union
  select i.inherits_id from granted g join role_inherits i on i.role_id = g.role_id
), roles as (select r.* from granted g join role r on r.id = g.role_id)
select (select name from role where id = ($1::uuid[])[1]) as name,
  array(select distinct jsonb_array_elements_text(permissions) from roles) as permissions,
  coalesce((select jsonb_object_agg(e.key, e.value) from roles, jsonb_each(row_rules) e), '{}') as row_rules,
  coalesce((select jsonb_object_agg(e.key, e.value) from (
    select key, max(value) as value from roles, jsonb_each_text(field_rules) group by key) e), '{}') as field_rules,
  (select trim_scale(coalesce((select discount_limit from role where id = ($1::uuid[])[1]),
    max(discount_limit)))::text from roles) as discount_limit,
  coalesce((select bool_or(is_sensitive) from roles), false) as is_sensitive,
  coalesce((select valid_until <= $2::timestamptz from role where id = ($1::uuid[])[1]), false) as is_over`

export async function rightsOfRoles(roleIds: readonly unknown[], ctx: Context): Promise<RoleRights> {
  const [rights] = await ctx.rows<RoleRights>(rightsText, [roleIds, ctx.now.toISOString()])
  return rights as RoleRights
}

/** What somebody holds without elevations: what is lent may not be given away. */
export function forGood(identity: Identity): Identity {
  const memberships = identity.memberships.filter(({ kind }) => kind !== 'elevation')
  return memberships.length === identity.memberships.length
    ? identity
    : { ...identity, memberships, permissionCache: new Map() }
}

type Given = Pick<RoleRights, 'permissions' | 'row_rules' | 'field_rules' | 'discount_limit'>

/** Of each permission, each rule that would fall away and the limit of discount, in all of the organizations. */
export function mustHoldRights(given: Given, organizationIds: readonly string[], ctx: Context): void {
  const identity = forGood(ctx.identity)
  for (const permission of given.permissions) {
    const { whole, own } = reachOf(identity, permission)
    const isRuled = isOwnOnly({ rowRules: given.row_rules }, permission)
    const lacking = organizationIds.find((id) => !whole.has(id) && !(isRuled && own.has(id)))
    if (lacking !== undefined) throw forbidden(ctx.identity, permission, lacking)
  }
  for (const id of organizationIds) mustKeepRules(given, id, identity)
}

const rank = { hidden: 2, frozen: 1 }

function mustKeepRules(given: Given, organizationId: string, identity: Identity): void {
  const fields = new Set(identity.memberships.flatMap(({ fieldRules }) => Object.keys(fieldRules)))
  for (const field of fields) {
    const rule = fieldRule(identity, field, organizationId)
    const kept = given.field_rules[field]
    if (rule === null || (kept !== undefined && rank[kept] >= rank[rule])) continue
    if (touches(given.permissions, field)) refuse('user.more_than_held', { what: field })
  }
  const sells = given.permissions.some((each) => grants(each, 'sales.add_salesorder'))
  const limit = discountLimit(identity, organizationId)
  if (!sells || limit === null) return
  if (given.discount_limit === null || Number(given.discount_limit) > Number(limit))
    refuse('user.more_than_held', { what: `discount_limit > ${limit}` })
}

/** True where one of the permissions is on the record of the field. */
function touches(permissions: readonly string[], field: string): boolean {
  const [module = '', table = ''] = field.split('.')
  const view = `${module}.view_${table.replaceAll('_', '')}`
  return permissions.some(
    (each) =>
      grants(each, view) || (each.startsWith(`${module}.`) && each.endsWith(view.slice(-table.length))),
  )
}

interface Rights {
  readonly permissions: readonly string[]
  readonly reaches: readonly string[]
}

/** Nobody touches the account of somebody who may do more: that would be a way to take it over. */
export async function mustHoldWhatTheyHold(userIds: readonly string[], ctx: Context): Promise<void> {
  // A key may do less than its own account, so that is somebody else to it.
  const isNarrow = ctx.identity.scopes !== undefined
  const others = userIds.filter((id) => isNarrow || id !== ctx.identity.userId)
  if (others.length === 0) return
  const rights = await ctx.rows<Rights>('select * from kontor.rights_of_users($1)', [others])
  const identity = forGood(ctx.identity)
  for (const { permissions, reaches } of rights) {
    for (const permission of permissions) {
      const { whole, own } = reachOf(identity, permission)
      const lacking = reaches.find((id) => !whole.has(id) && !own.has(id))
      if (lacking !== undefined) throw forbidden(ctx.identity, permission, lacking)
    }
  }
}

/** A role may hold only what its maker holds, anywhere. */
export function mustHoldSomewhere(given: Given, ctx: Context): void {
  const identity = forGood(ctx.identity)
  for (const permission of given.permissions) {
    const { whole, own } = reachOf(identity, permission)
    const isRuled = isOwnOnly({ rowRules: given.row_rules }, permission)
    if (whole.size === 0 && !(isRuled && own.size > 0)) throw forbidden(ctx.identity, permission)
  }
}
