/**
 * Who decides over a request: the owner of the role, a superior, who decides in the department of the one who
 * asks, else who decides in the organization (PRQ-03).
 */
import { permissionOf } from '#contract/kit/resource.ts'
import { accessRequest } from '#contract/user/access-request.ts'
import type { Context } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { judgeRow } from '#server/kit/rights.ts'
import { readRows } from '#server/kit/query/read.ts'
import { patternsFor } from '#server/modules/user/access/granting-roles.ts'
import { passes } from '#server/modules/user/access/passing.ts'
import { mustHoldRole } from '#server/modules/user/access/hold-role.ts'
import { forGood, rightsOfRoles } from '#server/modules/user/held-permissions.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import { recordCalled, type Wish } from './wish.ts'

export interface Chosen {
  /** Null where several may decide. */
  readonly approver: string | null
  readonly routedBy: 'role_owner' | 'supervisor' | 'department' | 'organization'
}

/** Nobody is asked who could not give it: he holds it himself, for good, and is somebody else. */
export function chooseApprover(wish: Wish, ctx: Context): Promise<Chosen> {
  return ctx.withWholeTenant(async () => {
    const owner = await ownerOf(wish, ctx)
    if (owner !== null && (await canGive(owner, wish, ctx)))
      return { approver: owner, routedBy: 'role_owner' }
    for (const superior of await superiorsOf(wish.requester, ctx)) {
      if (await canGive(superior, wish, ctx)) return { approver: superior, routedBy: 'supervisor' }
    }
    const head = await headOfDepartment(wish, ctx)
    if (head !== null) return { approver: head, routedBy: 'department' }
    const deciders = await nearestDeciders(wish, ctx)
    const [only] = deciders.length === 1 ? deciders : []
    return { approver: only ?? null, routedBy: 'organization' }
  })
}

async function ownerOf({ role }: Wish, ctx: Context): Promise<string | null> {
  if (role === null) return null
  const [row] = await ctx.rows<{ owner_id: string | null }>('select owner_id from role where id = $1', [role])
  return row?.owner_id ?? null
}

const superiorsText = `with recursive above (id, depth) as (
    select $2::uuid, 0
    union
    select u.manager_id, a.depth + 1 from above a
    join user_account u on u.tenant_id = $1 and u.id = a.id
    where a.depth < 5)
  select id from above where depth > 0 and id is not null order by depth`

/** The nearest first. */
async function superiorsOf(userId: string, ctx: Context): Promise<string[]> {
  return (await ctx.rows<{ id: string }>(superiorsText, [ctx.tenantId, userId])).map(({ id }) => id)
}

const decidersText = `with recursive granting (id) as (
    select id from role
    where permissions ?| $3::text[] and (valid_until is null or valid_until > $4::timestamptz)
    union
    select i.role_id from granting g join role_inherits i on i.inherits_id = g.id
  ), held as (
    select user_id, role_id, organization_id, includes_descendants from organization_membership
    where tenant_id = $1 and is_active
    union all
    select user_id, role_id, organization_id, includes_descendants from role_assignment
    where tenant_id = $1 and status = 'approved' and kind = 'regular'
      and (starts_at is null or starts_at <= $4::timestamptz)
      and (ends_at is null or ends_at > $4::timestamptz)
  )
  select u.id, max(cardinality(o.ancestor_ids)) as depth
  from held h
  join granting g on g.id = h.role_id
  join user_account u on u.tenant_id = $1 and u.id = h.user_id and u.status = 'active'
    and u.kind in ('internal', 'external')
  join organization o on o.tenant_id = $1 and o.id = h.organization_id
  join organization target on target.tenant_id = $1 and target.id = $2
  where o.id = target.id or h.includes_descendants and o.id = any (target.ancestor_ids)
  group by u.id order by depth desc, u.id limit 50`

/** In the department itself, not above it; where several decide there, who has the oldest account. */
async function headOfDepartment(wish: Wish, ctx: Context): Promise<string | null> {
  const text = `select o.id, cardinality(o.ancestor_ids) as depth from user_account u
    join organization o on o.tenant_id = u.tenant_id and o.id = u.department_id
    where u.tenant_id = $1 and u.id = $2`
  const [department] = await ctx.rows<{ id: string; depth: number }>(text, [ctx.tenantId, wish.requester])
  if (department === undefined) return null
  for (const { id, depth } of await decidersIn(department.id, ctx)) {
    if (depth === department.depth && (await canGive(id, wish, ctx))) return id
  }
  return null
}

/** Those who may decide over requests in the organization itself, else in the nearest one above it. */
export async function nearestDeciders(wish: Wish, ctx: Context): Promise<string[]> {
  const found = await decidersIn(wish.organizationId, ctx)
  const able: { id: string; depth: number }[] = []
  for (const each of found) {
    if (able[0] !== undefined && each.depth < able[0].depth) break
    if (await canGive(each.id, wish, ctx)) able.push(each)
  }
  return able.map(({ id }) => id)
}

/** Those whose right to decide reaches an organization, with how deep in the tree it was given. */
function decidersIn(organizationId: string, ctx: Context): Promise<{ id: string; depth: number }[]> {
  const patterns = patternsFor(permissionOf(accessRequest, 'approve'))
  return ctx.rows(decidersText, [ctx.tenantId, organizationId, patterns, ctx.now.toISOString()])
}

async function canGive(userId: string, wish: Wish, ctx: Context): Promise<boolean> {
  if (userId === wish.requester) return false
  const [row] = await ctx.rows<{ identity: StoredIdentity | null }>(
    'select kontor.identity_of_colleague($1, $2) as identity',
    [userId, ctx.now.toISOString()],
  )
  return row?.identity ? holds(identityFrom(row.identity), wish, ctx) : false
}

export async function holds(identity: Identity, wish: Wish, ctx: Context): Promise<boolean> {
  const { row, role, permission, organizationId, includesDescendants } = wish
  if (row !== null && role === null) return holdsOnRow(identity, wish, ctx)
  const rights =
    role === null
      ? { ...(await rightsOfRoles([], ctx)), permissions: permission === null ? [] : [permission] }
      : await rightsOfRoles([role], ctx)
  const values = { includes_descendants: includesDescendants }
  return passes(() => mustHoldRole(rights, values, organizationId, { ...ctx, identity }))
}

async function holdsOnRow(identity: Identity, { row, permission }: Wish, ctx: Context): Promise<boolean> {
  const record = row === null ? null : recordCalled(row.record)
  const verb = permissions.find(({ code }) => code === permission)?.verb
  if (row === null || record === null || verb === undefined) return false
  const [stored] = await readRows(record, [row.id], ctx)
  const lasting = { ...forGood(identity), objects: new Map() }
  return stored !== undefined && judgeRow(lasting, record, verb, stored) === 'granted'
}
