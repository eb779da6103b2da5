/** Gives what was asked for, by the ordinary ways: an assignment of a role, or a right on one row (PRQ-05, PRQ-06). */
import { invalid } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { objectPermission } from '#contract/user/object-permission.ts'
import { roleAssignment } from '#contract/user/role-assignment.ts'
import type { Context } from '#server/kit/context.ts'
import type { Membership } from '#server/kit/identity.ts'
import { grants } from '#server/kit/rights.ts'
import { createRows, updateRecords } from '#server/kit/write/save.ts'
import { everybody } from '#server/modules/user/access/everybody.ts'
import { mustHoldRole } from '#server/modules/user/access/hold-role.ts'
import { rightsOfRoles } from '#server/modules/user/held-permissions.ts'
import { markDecided } from './decided.ts'
import { rowVerb, type Wish } from './wish.ts'

/** What the approver may say differently from the request: the role, and until when. */
export interface Terms {
  readonly role: string | null
  readonly endsAt: string | null
}

type Values = Readonly<Record<string, unknown>>

/** The fields of the request that say what came of it. */
export async function grantRequest(wish: Wish & Terms, values: Values, ctx: Context): Promise<Values> {
  const { role, row } = wish
  if (role !== null) return { assignment: await assign(wish, role, values, ctx) }
  if (row !== null) return { object_permission: await giveRow(wish, row, values, ctx) }
  throw invalid('/role', 'kit.required')
}

async function assign(wish: Wish & Terms, role: string, values: Values, ctx: Context): Promise<string> {
  const { permission, organizationId: organization, includesDescendants, endsAt } = wish
  const rights = await rightsOfRoles([role], ctx)
  if (permission !== null && !rights.permissions.some((each) => grants(each, permission))) {
    throw invalid('/role', 'user.role_lacks', { permission })
  }
  // Before the right to assign at all is lent: that one must not count among what the approver holds.
  await mustHoldRole(rights, { includes_descendants: includesDescendants }, organization, ctx)
  const input = {
    user: wish.requester,
    role,
    organization,
    kind: endsAt === null ? 'regular' : 'elevation',
    includes_descendants: includesDescendants,
    starts_at: ctx.now.toISOString(),
    ends_at: endsAt,
    reason: values.justification,
  }
  const [made] = await createRows(roleAssignment, [input], markDecided(lending(organization, ctx)))
  return made?.id ?? ''
}

async function giveRow(
  wish: Wish & Terms,
  { record, id }: NonNullable<Wish['row']>,
  values: Values,
  ctx: Context,
): Promise<string> {
  const { requester: user, organizationId, endsAt } = wish
  const verb = rowVerb(wish)
  if (verb === null) throw invalid('/role', 'kit.required')
  const given = { can_view: true, [`can_${verb}`]: true, ends_at: endsAt, reason: values.justification }
  const text = `select id from object_permission
    where tenant_id = $1 and record = $2 and row_id = $3 and user_id = $4 and role_id is null`
  const [known] = await ctx.rows<{ id: string }>(text, [ctx.tenantId, record, id, user])
  const lent = lending(organizationId, ctx)
  if (known !== undefined) {
    await updateRecords(
      objectPermission,
      [{ id: known.id, input: given, mode: 'patch', version: null }],
      lent,
    )
    return known.id
  }
  const [made] = await createRows(objectPermission, [{ user, record, row_id: id, ...given }], lent)
  return made?.id ?? ''
}

/** Whoever a request goes to may give what was asked for, though he assigns nothing otherwise. */
function lending(organizationId: string, ctx: Context): Context {
  const { identity } = ctx
  const permissions = [
    permissionOf(roleAssignment, 'add'),
    ...['view', 'add', 'change'].map((verb) => permissionOf(objectPermission, verb)),
  ]
  const lent: Membership = { ...everybody(identity.userId, [organizationId]), permissions, rowRules: {} }
  const memberships = [...identity.memberships, lent]
  return { ...ctx, identity: { ...identity, memberships, permissionCache: new Map() } }
}
