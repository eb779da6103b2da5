/** What a client is told of itself: who it is, which organizations it reaches, what it may do where. */
import type { Identity } from '#server/kit/identity.ts'
import { reachOf } from '#server/kit/rights.ts'
import { permissions } from './permission-codes.ts'

export function sessionAnswer(identity: Identity, csrfToken: string | null) {
  const reached = new Set(identity.organizationIds)
  return {
    user: {
      id: identity.userId,
      username: identity.userName,
      display_name: identity.displayName,
      language: identity.language,
      timezone: identity.timezone,
    },
    organizations: [...identity.organizations.values()]
      .filter(({ id }) => reached.has(id))
      .map(({ id, name, code, parent, legalEntity, status }) => ({
        id,
        name,
        code,
        parent,
        is_legal_entity: legalEntity === id,
        status,
      })),
    permissions: permissionsOf(identity),
    elevations: identity.memberships
      .filter(({ kind }) => kind === 'elevation')
      .map(({ id, role, roleName, organizationId, organizationName, endsAt }) => ({
        id,
        role,
        role_name: roleName,
        organization: organizationId,
        organization_name: organizationName,
        ends_at: endsAt,
      })),
    csrf_token: csrfToken,
  }
}

/** The organizations by permission, be it for one's own rows only; one held nowhere is left out. */
function permissionsOf(identity: Identity): Record<string, readonly string[]> {
  const held: Record<string, readonly string[]> = {}
  for (const { code } of permissions) {
    const { whole, own } = reachOf(identity, code)
    const organizations = [...whole, ...own]
    if (organizations.length > 0) held[code] = organizations
  }
  return held
}
