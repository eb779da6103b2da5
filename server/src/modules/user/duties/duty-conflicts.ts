/** Who holds together what belongs apart, reckoned from what is granted: no database, no clock of its own. */
import type { DutyWorld, Grant, RowRight, Rule } from './duty-facts.ts'
import { type Held, type Holding, openHolding } from './duty-holding.ts'

export interface Cause {
  readonly permission: string
  readonly grant: Grant
}

export interface Conflict {
  readonly user: string
  readonly rule: Rule
  /** Where both sides meet. */
  readonly organizations: readonly string[]
  readonly one: readonly Cause[]
  readonly other: readonly Cause[]
  /** Those among them in which he may do everything anyway. */
  readonly administered: readonly string[]
}

export const isAdministrators = ({ organizations, administered }: Conflict): boolean =>
  organizations.every((id) => administered.includes(id))

/** By default what counts at this moment. */
export function conflictsIn(
  world: DutyWorld,
  counts: (grant: Grant) => boolean = (grant) => isOn(grant, world.now),
): Conflict[] {
  const holding = openHolding(world)
  const byUser = Map.groupBy(world.grants.filter(counts), ({ user }) => user)
  return [...byUser].flatMap(([user, list]) => {
    const rows = world.rows.flatMap((right) => rowGrant(right, user, list, holding) ?? []).filter(counts)
    return world.rules.flatMap((rule) => conflictOf(user, rule, [...list, ...rows], holding) ?? [])
  })
}

/** A right on a row as a grant of its own; null where the user has no part in it. */
function rowGrant(
  right: RowRight,
  user: string,
  list: readonly Grant[],
  { includes }: Holding,
): Grant | null {
  const { id, role, permissions, organization, ends_at } = right
  const isHis = role === null ? right.user === user : list.some((grant) => includes(grant.role, role))
  const grant = { id, user, role: '', organization, permissions, ends_at, starts_at: null }
  return isHis ? { ...grant, kind: 'row', includes_descendants: false } : null
}

export const isOn = ({ starts_at: start, ends_at: end }: Grant, now: Date): boolean =>
  (start === null || Date.parse(start) <= now.getTime()) && (end === null || Date.parse(end) > now.getTime())

function conflictOf(
  user: string,
  rule: Rule,
  list: readonly Grant[],
  { held, administered }: Holding,
): Conflict | null {
  const side = (codes: readonly string[]) => codes.flatMap((code) => held(code, list) ?? [])
  const [one, other] = [side(rule.one_side), side(rule.other_side)]
  const where = new Set<string>()
  const mighty = new Set(administered(list))
  const parts = new Set<Held>()
  for (const left of one) {
    for (const right of other) {
      const shared = meeting(left, right)
      if (shared.length > 0) parts.add(left).add(right)
      for (const id of shared) where.add(id)
      // What belongs to the whole tenant he may do who may do everything in one place.
      const isAnywhere = left.isEverywhere && right.isEverywhere && mighty.size > 0
      if (isAnywhere) for (const id of shared) mighty.add(id)
    }
  }
  if (where.size === 0) return null
  const causes = (sides: readonly Held[]) =>
    sides
      .filter((part) => parts.has(part))
      .flatMap(({ permission, grants }) => grants.map((grant) => ({ permission, grant })))
  const administeredHere = [...where].filter((id) => mighty.has(id))
  return {
    user,
    rule,
    organizations: [...where],
    one: causes(one),
    other: causes(other),
    administered: administeredHere,
  }
}

/** What belongs to the whole tenant is done from anywhere. */
function meeting(left: Held, right: Held): readonly string[] {
  if (left.isEverywhere && right.isEverywhere) return [...new Set([...left.places, ...right.places])]
  if (left.isEverywhere) return [...right.places]
  if (right.isEverywhere) return [...left.places]
  return [...left.places].filter((id) => right.places.has(id))
}

/** What a change adds: the same conflicts, each with only the organizations that it had not before. */
export function newConflicts(before: readonly Conflict[], after: readonly Conflict[]): Conflict[] {
  const known = new Map(before.map((each): [string, Conflict] => [`${each.user} ${each.rule.code}`, each]))
  return after.flatMap((conflict) => {
    const old = known.get(`${conflict.user} ${conflict.rule.code}`)?.organizations ?? []
    const fresh = conflict.organizations.filter((id) => !old.includes(id))
    return fresh.length > 0 ? [{ ...conflict, organizations: fresh }] : []
  })
}
