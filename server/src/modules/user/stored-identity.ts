/** The identity that the directory functions of the database give, as the engine uses it. */
import type { Identity, Membership, ObjectRights, OrganizationNode } from '#server/kit/identity.ts'
import { everybody } from './access/everybody.ts'

export interface StoredIdentity {
  readonly user_id: string
  readonly tenant_id: string
  readonly username: string
  readonly display_name: string
  readonly kind: string
  readonly language: string
  readonly timezone: string
  readonly next_change_at: string | null
  readonly memberships: readonly StoredMembership[]
  readonly objects: readonly StoredObject[]
  readonly organizations: readonly StoredOrganization[]
  readonly organization_ids: readonly string[]
  readonly use_ids: readonly string[]
}

interface StoredObject {
  readonly id: string
  readonly is_lent: boolean
  readonly record: string
  readonly row: string
  readonly view: boolean
  readonly change: boolean
  readonly delete: boolean
}

interface StoredMembership {
  readonly id: string
  readonly kind: Membership['kind']
  readonly role: string
  readonly role_name: string
  readonly ends_at: string | null
  readonly organization: string
  readonly organization_name: string
  readonly reaches: readonly string[]
  readonly permissions: readonly string[]
  readonly field_rules: Readonly<Record<string, 'hidden' | 'frozen'>>
  readonly row_rules: Readonly<Record<string, 'own'>>
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
    timezone: stored.timezone,
    tenantId: stored.tenant_id,
    memberships: [...stored.memberships.map(membershipFrom), ...everybodysOf(stored)],
    objects: objectsFrom(stored.objects),
    lentRows: lentRows(stored.objects),
    nextChangeAt:
      stored.next_change_at === null ? Number.POSITIVE_INFINITY : Date.parse(stored.next_change_at),
    organizations: new Map(stored.organizations.map((node) => [node.id, nodeFrom(node)])),
    organizationIds: stored.organization_ids,
    usableIds: stored.use_ids,
    permissionCache: new Map(),
  }
}

/** Of people, who could ask; a program does what it was made for. */
function everybodysOf({ kind, user_id: userId, organization_ids: reached }: StoredIdentity): Membership[] {
  const isPerson = kind === 'internal' || kind === 'external'
  return isPerson && reached.length > 0 ? [everybody(userId, reached)] : []
}

function membershipFrom(stored: StoredMembership): Membership {
  return {
    id: stored.id,
    kind: stored.kind,
    role: stored.role,
    roleName: stored.role_name,
    endsAt: stored.ends_at,
    organizationId: stored.organization,
    organizationName: stored.organization_name,
    reaches: stored.reaches,
    permissions: stored.permissions,
    fieldRules: stored.field_rules,
    rowRules: stored.row_rules,
    discountLimit: stored.discount_limit,
  }
}

function objectsFrom(stored: readonly StoredObject[]): Identity['objects'] {
  const objects = new Map<string, ObjectRights & Record<keyof ObjectRights, Set<string>>>()
  for (const { record, row, ...can } of stored) {
    const rights = objects.get(record) ?? { view: new Set(), change: new Set(), delete: new Set() }
    objects.set(record, rights)
    for (const verb of ['view', 'change', 'delete'] as const) if (can[verb]) rights[verb].add(row)
  }
  return objects
}

/** What also a lasting right gives is not lent. */
function lentRows(stored: readonly StoredObject[]): ReadonlyMap<string, string> {
  const lent = new Map<string, string>()
  for (const isLent of [true, false]) {
    for (const { id, row, is_lent: each, ...can } of stored) {
      if (each !== isLent) continue
      for (const verb of ['view', 'change', 'delete'] as const) {
        if (!can[verb]) continue
        if (isLent) lent.set(`${verb} ${row}`, id)
        else lent.delete(`${verb} ${row}`)
      }
    }
  }
  return lent
}

function nodeFrom({ legal_entity: legalEntity, ...node }: StoredOrganization): OrganizationNode {
  const { id, name, code, parent, status, timezone } = node
  return { id, name, code, parent, legalEntity, status, timezone }
}

/** Who may do everything somewhere keeps a session for a shorter time (RULINGS 8). */
export function isAdministrator(identity: Identity): boolean {
  return identity.memberships.some((membership) => membership.permissions.includes('*'))
}
