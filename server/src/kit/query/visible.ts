/** Which rows of a record the caller may see: row-level security narrowed by the view permission (DOMAIN 16). */
import type { Resource } from '#contract/kit/resource.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { standing } from '#server/kit/field/stored.ts'
import { type Identity, organizationsWith, withAncestors } from '#server/kit/identity.ts'
import { recordOf, servedRecord } from '#server/kit/registry.ts'
import type { Parameters } from './parameters.ts'
import { tenantCondition } from './select.ts'

/** The record whose permissions govern this one: a line's are those of its document. */
export function governing(record: Resource): Resource {
  return record.partOf === undefined ? record : governing(recordOf(record.partOf))
}

/** Organizations in which the caller may use `verb` on the record; refuses where there are none. */
export function organizationsFor(record: Resource, verb: string, identity: Identity): readonly string[] {
  const permission = permissionOf(governing(record), verb)
  const organizations = organizationsWith(identity, permission)
  if (organizations.length === 0 && !(verb === 'view' && record.access?.includes('open'))) {
    throw new Refusal('kit.forbidden', { permission, organization: 'your organizations' })
  }
  return organizations
}

/** Conditions on `t`; `$1` is the tenant. */
export function visibleConditions(
  record: Resource,
  verb: string,
  identity: Identity,
  parameters: Parameters,
): string[] {
  const organizations = organizationsFor(record, verb, identity)
  const conditions = [tenantCondition(record)]
  const { hasOrganization, mayBeStandard } = standing(record)
  const own = servedRecord(record.name).rules.visible
  if (own !== undefined) {
    const reach = own.withAncestors ? withAncestors(identity, organizations) : organizations
    conditions.push(own.condition.replaceAll('{organizations}', parameters.add(reach, 'uuid[]')))
    return conditions
  }
  if (!hasOrganization) return conditions
  const reach = record.scope === 'inherited' ? withAncestors(identity, organizations) : organizations
  const owned = `t.organization_id = any(${parameters.add(reach, 'uuid[]')})`
  conditions.push(mayBeStandard ? `(${owned} or t.organization_id is null)` : owned)
  return conditions
}
