/** Who is asking and what they may do: one answer per permission and organization. */
import { Refusal } from '#contract/kit/failure.ts'

export interface Membership {
  readonly organizationId: string
  readonly organizationName: string
  /** The organizations this membership reaches: its own, and those below where it says so. */
  readonly reaches: readonly string[]
  readonly permissions: readonly string[]
  readonly fieldRules: Readonly<Record<string, 'hidden' | 'frozen'>>
  readonly discountLimit: string | null
}

export interface OrganizationNode {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly parent: string | null
  readonly legalEntity: string | null
  readonly status: string
  readonly timezone: string
}

export interface Identity {
  readonly userId: string
  readonly userName: string
  readonly displayName: string
  readonly language: string
  readonly tenantId: string
  readonly memberships: readonly Membership[]
  /** Every organization of the tenant that the user reaches or that stands above one. */
  readonly organizations: ReadonlyMap<string, OrganizationNode>
  /** Organizations the user reaches: `erp.org_ids`. */
  readonly organizationIds: readonly string[]
  /** Those and their ancestors: `erp.use_ids`. */
  readonly usableIds: readonly string[]
  readonly permissionCache: Map<string, readonly string[]>
}

function grants(granted: string, permission: string): boolean {
  if (granted === '*' || granted === permission) return true
  if (!granted.includes('*')) return false
  const [module, verb] = granted.split('.')
  const [wantedModule, wantedVerb] = permission.split('.')
  if (module !== '*' && module !== wantedModule) return false
  return verb === '*' || (verb === 'view_*' && wantedVerb?.startsWith('view_') === true)
}

/** The organizations in which the identity holds a permission, in no order of note. */
export function organizationsWith(identity: Identity, permission: string): readonly string[] {
  const known = identity.permissionCache.get(permission)
  if (known !== undefined) return known
  const reached = new Set<string>()
  for (const membership of identity.memberships) {
    if (!membership.permissions.some((granted) => grants(granted, permission))) continue
    for (const organization of membership.reaches) reached.add(organization)
  }
  const found = [...reached]
  identity.permissionCache.set(permission, found)
  return found
}

export function may(identity: Identity, permission: string, organizationId?: string | null): boolean {
  const organizations = organizationsWith(identity, permission)
  return organizationId === undefined || organizationId === null
    ? organizations.length > 0
    : organizations.includes(organizationId)
}

/** Refuses with the permission that is missing and where (PRM, DEN). */
export function mustHave(identity: Identity, permission: string, organizationId?: string | null): void {
  if (may(identity, permission, organizationId)) return
  const node = organizationId ? identity.organizations.get(organizationId) : undefined
  throw new Refusal('kit.forbidden', { permission, organization: node?.name ?? 'your organizations' })
}

/** The given organizations and all above them, for reading inherited records. */
export function withAncestors(identity: Identity, organizationIds: readonly string[]): readonly string[] {
  const all = new Set<string>()
  for (const start of organizationIds) {
    let id: string | null | undefined = start
    while (id && !all.has(id)) {
      all.add(id)
      id = identity.organizations.get(id)?.parent
    }
  }
  return [...all]
}

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

/**
 * Hidden and frozen fields of a record in an organization: a rule holds where every membership that
 * reaches it has it.
 */
export function fieldRule(identity: Identity, recordField: string, organizationId: string | null) {
  let rule: 'hidden' | 'frozen' | null = null
  for (const membership of identity.memberships) {
    if (organizationId !== null && !membership.reaches.includes(organizationId)) continue
    const found = membership.fieldRules[recordField]
    if (found === undefined) return null
    rule = rule === null || found === 'frozen' ? found : rule
  }
  return rule
}
