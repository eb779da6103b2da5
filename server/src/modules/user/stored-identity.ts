/** The identity that the directory functions of the database give, as the engine uses it. */
import type { Identity, Membership, OrganizationNode } from '#server/kit/identity.ts'

export interface StoredIdentity {
  readonly user_id: string
  readonly tenant_id: string
  readonly username: string
  readonly display_name: string
  readonly language: string
  readonly memberships: readonly StoredMembership[]
  readonly organizations: readonly StoredOrganization[]
  readonly organization_ids: readonly string[]
  readonly use_ids: readonly string[]
}

interface StoredMembership {
  readonly organization: string
  readonly organization_name: string
  readonly reaches: readonly string[]
  readonly permissions: readonly string[]
  readonly field_rules: Readonly<Record<string, 'hidden' | 'frozen'>>
  readonly discount_limit: string | null
}

interface StoredOrganization extends Omit<OrganizationNode, 'legalEntity'> {
  readonly legal_entity: string | null
}

export function identityFrom(stored: StoredIdentity): Identity {
  return {
    userId: stored.user_id,
    userName: stored.username,
    displayName: stored.display_name,
    language: stored.language,
    tenantId: stored.tenant_id,
    memberships: stored.memberships.map(membershipFrom),
    organizations: new Map(stored.organizations.map((node) => [node.id, nodeFrom(node)])),
    organizationIds: stored.organization_ids,
    usableIds: stored.use_ids,
    permissionCache: new Map(),
  }
}

function membershipFrom(stored: StoredMembership): Membership {
  return {
    organizationId: stored.organization,
    organizationName: stored.organization_name,
    reaches: stored.reaches,
    permissions: stored.permissions,
    fieldRules: stored.field_rules,
    discountLimit: stored.discount_limit,
  }
}

function nodeFrom({ legal_entity: legalEntity, ...node }: StoredOrganization): OrganizationNode {
  const { id, name, code, parent, status, timezone } = node
  return { id, name, code, parent, legalEntity, status, timezone }
}

/** Who may do everything somewhere keeps a session for a shorter time (RULINGS 8). */
export function isAdministrator(identity: Identity): boolean {
  return identity.memberships.some((membership) => membership.permissions.includes('*'))
}
