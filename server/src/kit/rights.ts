/** What an identity may do, where and why: the one evaluator (RULINGS 3). */
import { Refusal } from '#contract/kit/failure.ts'
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { ownFields } from './field/stored.ts'
import { governing, recordOf } from './registry.ts'
import type { Membership, ObjectRights, Identity, Reach } from './identity.ts'

export function grants(granted: string, permission: string): boolean {
  if (granted === '*' || granted === permission) return true
  if (!granted.includes('*')) return false
  const [module, verb] = granted.split('.')
  const [wantedModule, wantedVerb] = permission.split('.')
  if (module !== '*' && module !== wantedModule) return false
  return verb === '*' || (verb === 'view_*' && wantedVerb?.startsWith('view_') === true)
}

/** True where a rule of the role keeps the permission to one's own rows; a new row is always one's own. */
export function isOwnOnly({ rowRules }: Pick<Membership, 'rowRules'>, permission: string): boolean {
  return Object.keys(rowRules).some((name) => {
    const record = permissionOf({ name }, '')
    const [module = '', subject = ''] = record.split('.')
    if (permission.includes('*')) return grants(permission, permissionOf({ name }, 'view'))
    const isOfRecord = permission.startsWith(`${module}.`) && permission.endsWith(subject)
    return isOfRecord && permission !== permissionOf({ name }, 'add')
  })
}

export function reachOf(identity: Identity, permission: string): Reach {
  const known = identity.permissionCache.get(permission)
  if (known !== undefined) return known
  const whole = new Set<string>()
  const own = new Set<string>()
  const elevated = new Map<string, string>()
  const lastly = (membership: Membership) => (membership.kind === 'elevation' ? 1 : 0)
  for (const membership of identity.memberships.toSorted((a, b) => lastly(a) - lastly(b))) {
    if (!membership.permissions.some((granted) => grants(granted, permission))) continue
    const reached = isOwnOnly(membership, permission) ? own : whole
    for (const id of membership.reaches) {
      if (membership.kind === 'elevation' && !whole.has(id) && !reached.has(id)) {
        if (!elevated.has(id)) elevated.set(id, membership.id)
      }
      reached.add(id)
    }
  }
  for (const id of whole) own.delete(id)
  const reach = { whole, own, elevated }
  identity.permissionCache.set(permission, reach)
  return reach
}

/** The organizations in all of whose rows the identity holds a permission, in no order of note. */
export function organizationsWith(identity: Identity, permission: string): readonly string[] {
  return [...reachOf(identity, permission).whole]
}

/** Without an organization: anywhere, be it for a single row. */
export function may(identity: Identity, permission: string, organizationId?: string | null): boolean {
  const { whole, own } = reachOf(identity, permission)
  if (organizationId) return whole.has(organizationId)
  return whole.size > 0 || own.size > 0 || hasObjects(identity, permission)
}

function hasObjects({ objects }: Identity, permission: string): boolean {
  for (const [name, rights] of objects) {
    for (const verb of ['view', 'change', 'delete'] as const) {
      if (rights[verb].size > 0 && permissionOf({ name }, verb) === permission) return true
    }
  }
  return false
}

type Row = Readonly<Record<string, unknown>>

/** Why a verb is possible on a row or is not. */
export type Reason = 'granted' | 'own_row' | 'object' | 'not_granted' | 'not_here' | 'not_own_row'

/** The verdict on one row: `granted`, `own_row` and `object` say yes. */
export function judgeRow(identity: Identity, record: Resource, verb: string, row: Row): Reason {
  const { whole, own } = reachOf(identity, permissionOf(record, verb))
  const organizationId = (row.organization ?? null) as string | null
  if (organizationId === null ? whole.size > 0 : whole.has(organizationId)) return 'granted'
  const also = record.alsoFor
  if (also?.verbs.includes(verb) && whole.has(String(row[also.field]))) return 'granted'
  const isRuled = organizationId === null ? own.size > 0 : own.has(organizationId)
  if (isRuled && ownFields(record).some((field) => row[field] === identity.userId)) return 'own_row'
  if (isGiven(identity, record, verb, row)) return 'object'
  if (isRuled) return 'not_own_row'
  return whole.size + own.size > 0 ? 'not_here' : 'not_granted'
}

/** A row given by name counts only where its organization is reached at all (DOMAIN 16). */
function isGiven(identity: Identity, record: Resource, verb: string, row: Row): boolean {
  const rights = identity.objects.get(record.name)
  if (rights === undefined || !(verb in rights)) return false
  const organizationId = (row.organization ?? null) as string | null
  const isReached = organizationId === null || identity.usableIds.includes(organizationId)
  return isReached && rights[verb as keyof ObjectRights].has(String(row.id))
}

export function mayRow(identity: Identity, record: Resource, verb: string, row: Row): boolean {
  const reason = judgeRow(identity, record, verb, row)
  return reason === 'granted' || reason === 'own_row' || reason === 'object'
}

/** Notes what an elevation alone made possible, for the audit trail (TMP-05). */
export function noteElevation(identity: Identity, permission: string, organizationId: string | null): void {
  const used = identity.usedElevations
  if (used === undefined) return
  const { whole, own, elevated } = reachOf(identity, permission)
  const here = organizationId === null ? undefined : elevated.get(organizationId)
  if (here !== undefined) used.add(here)
  if (organizationId !== null) return
  const isAllElevated = [...whole, ...own].every((id) => elevated.has(id))
  if (isAllElevated) for (const id of elevated.values()) used.add(id)
}

/** The same for one row, be it by a right on the row itself that is lent. */
export function noteRow(identity: Identity, record: Resource, verb: string, row: Row): void {
  const lent = identity.lentRows?.get(`${verb} ${row.id}`)
  if (lent === undefined || judgeRow(identity, record, verb, row) !== 'object')
    noteElevation(identity, permissionOf(record, verb), (row.organization ?? null) as string | null)
  else identity.usedElevations?.add(lent)
}

/** Refuses with the permission that is missing and where (PRM, DEN). */
export function mustHave(identity: Identity, permission: string, organizationId?: string | null): void {
  if (!may(identity, permission, organizationId)) throw forbidden(identity, permission, organizationId)
  noteElevation(identity, permission, organizationId ?? null)
}

/** The same for one row, whose rules may be narrower and whose rights wider. */
export function mustHaveRow(identity: Identity, record: Resource, verb: string, row: Row): void {
  const permission = permissionOf(record, verb)
  const organizationId = (row.organization ?? null) as string | null
  const reason = judgeRow(identity, record, verb, row)
  if (reason === 'granted' || reason === 'own_row' || reason === 'object')
    noteRow(identity, record, verb, row)
  else throw forbidden(identity, permission, organizationId, { record: record.name, row: String(row.id) })
}

export interface Place {
  readonly organizationId?: string | null | undefined
  readonly record?: string
  readonly row?: string
}

/** A refusal that also knows the place, for whoever explains it. */
export class Denial extends Refusal {
  readonly place: Place
  constructor(permission: string, organization: string, place: Place) {
    super('kit.forbidden', { permission, organization })
    this.place = place
  }
}

export function isInScope({ scopes = [] }: Pick<Identity, 'scopes'>, permission: string): boolean {
  return scopes.every((list) => list.some((scope) => grants(scope, permission)))
}

export function forbidden(
  identity: Identity,
  permission: string,
  organizationId?: string | null,
  row: Omit<Place, 'organizationId'> = {},
): Refusal {
  if (!isInScope(identity, permission)) return new Refusal('kit.outside_scope', { permission })
  const node = organizationId ? identity.organizations.get(organizationId) : undefined
  return new Denial(permission, node?.name ?? 'your organizations', { organizationId, ...row })
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

const ruling = new WeakMap<readonly Membership[], Map<string, Ruling>>()

/** The memberships whose rules count for a record: those by which it is read, and those by which written. */
interface Ruling {
  readonly readers: readonly Membership[]
  readonly writers: readonly Membership[]
}

function rulingOf({ memberships }: Identity, name: string): Ruling {
  const byRecord = ruling.get(memberships) ?? new Map<string, Ruling>()
  ruling.set(memberships, byRecord)
  const known = byRecord.get(name)
  if (known !== undefined) return known
  const record = governing(recordOf(name))
  const holders = (...verbs: string[]) =>
    memberships.filter(({ permissions }) =>
      verbs.some((verb) => permissions.some((granted) => grants(granted, permissionOf(record, verb)))),
    )
  const [readers, writers] = [holders('view'), holders('add', 'change')]
  const found = { readers: readers.length > 0 ? readers : memberships, writers }
  byRecord.set(name, found)
  return found
}

/**
 * Hidden and frozen fields of a record in an organization: a field is hidden where each membership that
 * shows the record hides it, and frozen where each that lets one write the record has a rule for it.
 */
export function fieldRule(identity: Identity, recordField: string, organizationId: string | null) {
  const hasRule = ({ fieldRules }: Membership) => fieldRules[recordField] !== undefined
  if (!identity.memberships.some(hasRule)) return null
  const { readers, writers } = rulingOf(identity, recordField.slice(0, recordField.lastIndexOf('.')))
  const here = ({ reaches }: Membership) => organizationId === null || reaches.includes(organizationId)
  const [reading, writing] = [readers.filter(here), writers.filter(here)]
  const rules = reading.map(({ fieldRules }) => fieldRules[recordField])
  if (rules.length > 0 && rules.every((rule) => rule === 'hidden')) return 'hidden'
  const deciding = writing.length > 0 ? writing : reading
  return deciding.length > 0 && deciding.every(hasRule) ? 'frozen' : null
}
