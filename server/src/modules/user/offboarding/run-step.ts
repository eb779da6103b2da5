/** Does what a step of an offboarding asks for, with the rights of who asks, by the ways each record has. */
import { refuse } from '#contract/user/failures.ts'
import { accessRequest } from '#contract/user/access-request.ts'
import { objectPermission } from '#contract/user/object-permission.ts'
import type { automaticSteps } from '#contract/user/offboarding.ts'
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { userAccount } from '#contract/user/user-account.ts'
import { organizationMembership } from '#contract/organization/organization-membership.ts'
import { moveRecords } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { mustHave } from '#server/kit/rights.ts'
import { deleteRecords } from '#server/kit/write/remove.ts'
import { updateRecords } from '#server/kit/write/save.ts'
import { revokeKey } from '#server/modules/user/api-key/key-routes.ts'
import { type Held, heldBy, idsText } from './left-behind.ts'

export type AutomaticStep = (typeof automaticSteps)[number]

export interface Leaving {
  readonly user: string
  readonly reason: string
  readonly successor: string | null
}

type Run = (leaving: Leaving, ctx: Context) => Promise<void>

const runs: Readonly<Record<AutomaticStep, Run>> = {
  account: async ({ user, reason }, ctx) =>
    moveRecords(userAccount, 'deactivate', [{ id: user, version: null }], { reason }, ctx),
  roles: endRoles,
  requests: async ({ user, reason }, ctx) => {
    const ids = await idsOf(heldBy.requests?.[0], user, ctx)
    await moveAll(accessRequest, 'reject', ids, reason, ctx)
  },
  keys: async ({ user, reason }, ctx) => {
    mustHave(ctx.identity, 'user.revoke_apikey')
    for (const id of await idsOf(heldBy.keys?.[0], user, ctx)) await revokeKey(id, reason, ctx)
  },
  charges: handOver,
}

export const runStep = (step: AutomaticStep, leaving: Leaving, ctx: Context) => runs[step](leaving, ctx)

async function idsOf(held: Held | undefined, user: string, ctx: Context): Promise<readonly string[]> {
  if (held === undefined) return []
  const text = `with given as (select $2::uuid, $3::timestamptz) ${idsText(held)}`
  const rows = await ctx.rows<{ id: string }>(text, [ctx.tenantId, user, ctx.now.toISOString()])
  return rows.map(({ id }) => id)
}

async function moveAll(
  record: typeof accessRequest | typeof roleAssignment,
  move: string,
  ids: readonly string[],
  reason: string,
  ctx: Context,
): Promise<void> {
  const requests = ids.map((id) => ({ id, version: null }))
  if (ids.length > 0) await moveRecords(record, move, requests, { reason }, ctx)
}

async function endRoles({ user, reason }: Leaving, ctx: Context): Promise<void> {
  const [memberships, , objects] = heldBy.roles ?? []
  const input = { is_active: false }
  const ended = (await idsOf(memberships, user, ctx)).map((id) => ({
    id,
    input,
    mode: 'patch' as const,
    version: null,
  }))
  if (ended.length > 0) await updateRecords(organizationMembership, ended, ctx)
  for (const [status, move] of [
    ['approved', 'end'],
    ['requested', 'reject'],
  ]) {
    const where = `user_id = $2 and status = '${status}'`
    await moveAll(
      roleAssignment,
      move ?? '',
      await idsOf({ record: roleAssignment, where }, user, ctx),
      reason,
      ctx,
    )
  }
  const rows = await idsOf(objects, user, ctx)
  if (rows.length > 0) {
    await deleteRecords(
      objectPermission,
      rows.map((id) => ({ id, version: null })),
      ctx,
    )
  }
}

async function handOver({ user, successor }: Leaving, ctx: Context): Promise<void> {
  for (const held of heldBy.charges ?? []) {
    const ids = await idsOf(held, user, ctx)
    if (ids.length === 0) continue
    if (successor === null) refuse('user.successor_missing')
    const input = { [held.field ?? '']: successor }
    const updates = ids.map((id) => ({ id, input, mode: 'patch' as const, version: null }))
    await updateRecords(held.record, updates, ctx)
  }
}
