/** What roles give by inheritance, where a grant reaches, and where a permission is held. */
import { grants } from '#server/kit/rights.ts'
import { governing, recordOf } from '#server/kit/registry.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'
import type { DutyWorld, Grant } from './duty-facts.ts'

/** Where a permission is held, and by what. */
export interface Held {
  readonly permission: string
  readonly places: ReadonlySet<string>
  readonly isEverywhere: boolean
  readonly grants: readonly Grant[]
}

export interface Holding {
  held(permission: string, list: readonly Grant[]): Held | null
  /** Whether one role is another or inherits it. */
  includes(role: string, other: string): boolean
  /** The organizations in which one may do everything. */
  administered(list: readonly Grant[]): ReadonlySet<string>
}

const opener = 'organization.change_organization'

export function openHolding({ roles, places, now }: DutyWorld): Holding {
  const closures = new Map<string, ReadonlySet<string>>()

  /** The role and all that it inherits; one that is over gives nothing and passes nothing on. */
  function closure(roleId: string): ReadonlySet<string> {
    const known = closures.get(roleId)
    if (known !== undefined) return known
    const seen = new Set<string>()
    const visit = (id: string): void => {
      const role = roles.get(id)
      if (role === undefined || seen.has(id)) return
      if (role.valid_until !== null && Date.parse(role.valid_until) <= now.getTime()) return
      seen.add(id)
      role.inherits.forEach(visit)
    }
    visit(roleId)
    closures.set(roleId, seen)
    return seen
  }

  const given = ({ role, permissions }: Grant): readonly string[] =>
    permissions ?? [...closure(role)].flatMap((id) => roles.get(id)?.permissions ?? [])

  const gives = (grant: Grant, permission: string) => given(grant).some((each) => grants(each, permission))

  /** A closed organization is reached only by who may open it again, as the evaluator has it. */
  function reach(grant: Grant): readonly string[] {
    const opens = gives(grant, opener)
    return places.flatMap(({ id, ancestors, is_active: isActive }) => {
      const isReached =
        id === grant.organization || (grant.includes_descendants && ancestors.includes(grant.organization))
      return isReached && (isActive || opens) ? [id] : []
    })
  }

  return {
    held(permission, list) {
      const giving = list.filter((grant) => gives(grant, permission))
      if (giving.length === 0) return null
      const direct = new Set(giving.flatMap(reach))
      const scope = scopeOf(permission)
      const isInherited = scope === 'inherited'
      const below = places.filter(({ ancestors }) => isInherited && ancestors.some((id) => direct.has(id)))
      const all = new Set([...direct, ...below.map(({ id }) => id)])
      return { permission, places: all, isEverywhere: scope === 'everywhere' && all.size > 0, grants: giving }
    },
    includes: (role, other) => closure(role).has(other),
    administered: (list) => new Set(list.filter((grant) => given(grant).includes('*')).flatMap(reach)),
  }
}

const recordsByCode = new Map(permissions.map(({ code, record }) => [code, record]))

/** Whether a permission counts in its organization, below it, too, or everywhere. */
function scopeOf(permission: string): 'here' | 'inherited' | 'everywhere' {
  const name = recordsByCode.get(permission)
  if (name === null || name === undefined) return 'here'
  const { scope } = governing(recordOf(name))
  return scope === 'inherited' ? 'inherited' : scope === 'organization' ? 'here' : 'everywhere'
}
