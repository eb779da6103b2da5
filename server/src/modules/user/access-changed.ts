/** Forgets identities when a change of rights commits in this very process; others hear it by NOTIFY. */
import type { Reaction } from '#server/kit/events.ts'
import { notifyOfAssignments } from './access/notify-assignment.ts'
import { notifyOfRequests } from './access/request/notify-request.ts'
import type { AccessCache } from './access-cache.ts'

const caches = new Set<AccessCache>()

/** Gives back what ends it. */
export function hearOfAccess(cache: AccessCache): () => void {
  caches.add(cache)
  return () => void caches.delete(cache)
}

const forgetAccess: Reaction = async (_events, ctx) => {
  ctx.afterCommit(() => forgetTenant(ctx.tenantId))
}

export function forgetTenant(tenantId: string): void {
  for (const cache of caches) cache.forget(tenantId)
}

/** For the rare case where nobody may be told whose rights ended. */
export function forgetEverybody(): void {
  for (const cache of caches) cache.forgetAll()
}

const tellAndForget: Reaction = async (events, ctx) => {
  await forgetAccess(events, ctx)
  await notifyOfAssignments(events, ctx)
}

/** Events after which somebody may do more or less than before. */
export const accessReactions: Readonly<Record<string, Reaction>> = Object.fromEntries([
  ...['approved', 'rejected', 'ended', 'created'].map((what) => [
    `user.role_assignment_${what}`,
    tellAndForget,
  ]),
  ...['active', 'inactive'].map((what) => [`user.dual_control_${what}`, forgetAccess]),
  ...['created', 'approved', 'rejected', 'withdrawn'].map((what) => [
    `user.access_request_${what}`,
    notifyOfRequests,
  ]),
  ...[
    'user.user_account',
    'user.role',
    'user.object_permission',
    'organization.organization',
    'organization.organization_membership',
  ].flatMap((record) => ['created', 'changed', 'deleted'].map((what) => [`${record}_${what}`, forgetAccess])),
])
