/** How much discount somebody may give, by the roles he has in an organization. */
import type { Identity } from '#server/kit/identity.ts'

/** The highest discount in percent the identity may give in an organization; null is any. */
export function discountLimit(identity: Identity, organizationId: string): string | null {
  let limit: string | null = '0'
  for (const membership of identity.memberships) {
    if (!membership.reaches.includes(organizationId)) continue
    if (membership.discountLimit === null) return null
    if (Number(membership.discountLimit) > Number(limit)) limit = membership.discountLimit
  }
  return limit
}
