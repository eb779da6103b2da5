/** Which rows of a record the caller may see: row-level security narrowed by the view permission (DOMAIN 16). */
import type { Resource } from '#contract/kit/resource.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { columnOf, ownFields, standing } from '#server/kit/field/stored.ts'
import type { Identity } from '#server/kit/identity.ts'
import { forbidden, may, noteElevation, reachOf, withAncestors } from '#server/kit/rights.ts'
import { governing, servedRecord } from '#server/kit/registry.ts'
import { quote } from './display.ts'
import type { Parameters } from './parameters.ts'
import { tenantCondition } from './select.ts'

const isOpen = (record: Resource, verb: string): boolean =>
  verb === 'view' && record.access?.includes('open') === true

/** Refuses who may use `verb` on no row of the record at all. */
export function mustReach(record: Resource, verb: string, identity: Identity): void {
  const permission = permissionOf(governing(record), verb)
  if (!may(identity, permission) && !isOpen(record, verb)) throw forbidden(identity, permission)
  noteElevation(identity, permission, null)
}

/** Conditions on `t`; `$1` is the tenant. */
export function visibleConditions(
  record: Resource,
  verb: string,
  identity: Identity,
  parameters: Parameters,
): string[] {
  mustReach(record, verb, identity)
  const tenant = tenantCondition(record)
  const { whole, own } = reachOf(identity, permissionOf(governing(record), verb))
  const ways: string[] = []
  if (whole.size > 0 || isOpen(record, verb)) {
    const everywhere = reachCondition(record, [...whole], identity, parameters)
    if (everywhere === null) return [tenant]
    ways.push(everywhere)
  }
  if (own.size > 0) {
    const here = reachCondition(record, [...own], identity, parameters)
    const mine = ownCondition(record, identity, parameters)
    ways.push(here === null ? mine : `${here} and ${mine}`)
  }
  const given = identity.objects.get(record.name)
  const ids = verb === 'view' || verb === 'change' || verb === 'delete' ? [...(given?.[verb] ?? [])] : []
  if (ids.length > 0) ways.push(`t.id = any(${parameters.add(ids, 'uuid[]')})`)
  const [only = 'false', ...others] = ways
  return [tenant, others.length === 0 ? only : `(${ways.map((way) => `(${way})`).join(' or ')})`]
}

/** Null where rows belong to no organization: who reaches one of them then reaches all. */
function reachCondition(
  record: Resource,
  organizations: readonly string[],
  identity: Identity,
  parameters: Parameters,
): string | null {
  const { hasOrganization, mayBeStandard } = standing(record)
  const own = servedRecord(record.name).rules.visible
  if (own !== undefined) {
    const reach = own.withAncestors ? withAncestors(identity, organizations) : organizations
    return own.condition.replaceAll('{organizations}', parameters.add(reach, 'uuid[]'))
  }
  if (!hasOrganization) return null
  const reach = record.scope === 'inherited' ? withAncestors(identity, organizations) : organizations
  const owned = `t.organization_id = any(${parameters.add(reach, 'uuid[]')})`
  return mayBeStandard ? `(${owned} or t.organization_id is null)` : owned
}

function ownCondition(record: Resource, { userId }: Identity, parameters: Parameters): string {
  const me = parameters.add(userId, 'uuid')
  const mine = ownFields(record).map((name) => {
    const field = record.fields[name]
    return `t.${quote(field === undefined ? name : columnOf(name, field))} = ${me}`
  })
  return `(${mine.join(' or ')})`
}
