/** What everybody may who is in at all: ask for access, and decide where he is asked himself (PRQ-01, PRQ-04). */
import { permissionOf } from '#contract/kit/resource.ts'
import { accessRequest } from '#contract/user/access-request.ts'
import type { Membership } from '#server/kit/identity.ts'

const everybodyMay = ['view', 'add', 'approve', 'reject', 'withdraw'].map((verb) =>
  permissionOf(accessRequest, verb),
)

/** As if by a role of its own, of one's own requests and of those one is to decide over. */
export function everybody(userId: string, reaches: readonly string[]): Membership {
  return {
    id: userId,
    kind: 'membership',
    role: 'everybody',
    roleName: 'Everybody',
    endsAt: null,
    // Of none: it must never pass for a membership in the root.
    organizationId: '',
    organizationName: '',
    reaches,
    permissions: everybodyMay,
    fieldRules: {},
    rowRules: { [accessRequest.name]: 'own' },
    discountLimit: '0',
  }
}
