/** Keeps duties apart where a role is given or changed: refuses, or has somebody else approve (SOD-01). */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import type { GivenRole, GivenRoleCheck } from '#server/modules/user/access/check-given-role.ts'
import { type Conflict, conflictsIn, isAdministrators, newConflicts } from './duty-conflicts.ts'
import type { DutyWorld, Grant, RowRight } from './duty-facts.ts'
import { exceptionFor, readDutyWorld, type StoredWorld } from './duty-world.ts'
import { keepException } from './duty-exception.ts'

/** What a rule stands against: it is not excused, and no administrator's unless the rule binds those, too. */
function standing(world: StoredWorld, conflicts: readonly Conflict[]): Conflict[] {
  return conflicts.filter((conflict) => {
    const { rule } = conflict
    if (rule.response === 'report') return false
    if (isAdministrators(conflict) && !rule.binds_administrators) return false
    return rule.response === 'refuse' || exceptionFor(world, conflict) === undefined
  })
}

const namesOf = (conflicts: readonly Conflict[]) =>
  [...new Set(conflicts.map(({ rule }) => rule.name))].join(', ')

function conflictFault(conflicts: readonly Conflict[], pointer: string, code = 'user.duty_conflict'): Fault {
  return { pointer, code, parameters: { rules: namesOf(conflicts) } }
}

const begin = ({ starts_at: start }: Grant) => (start === null ? Number.NEGATIVE_INFINITY : Date.parse(start))
const end = ({ ends_at: last }: Grant) => (last === null ? Number.POSITIVE_INFINITY : Date.parse(last))

/** What a grant would join at any time of its life that is not joined already. */
export async function conflictsOfGrant(grant: Grant, ctx: Context): Promise<Conflict[]> {
  const world = await readDutyWorld([grant.user], ctx)
  const meets = (other: Grant) => begin(other) < end(grant) && begin(grant) < end(other)
  const others = world.grants.filter(({ id }) => id !== grant.id)
  const after = conflictsIn({ ...world, grants: [...others, grant] }, meets)
  return standing(world, newConflicts(conflictsIn(world, meets), after))
}

/** Refuses what a rule refuses; has the rest wait, or keeps why somebody let it take effect. */
export const keepDutiesApart: GivenRoleCheck = async (given, ctx) => {
  const conflicts = await conflictsOfGrant(grantOf(given), ctx)
  if (conflicts.length === 0) return { mustWait: false }
  // A membership waits for nobody: what needs an approval goes by an assignment or a documented exception.
  const isFinal = given.kind === 'membership'
  const refused = conflicts.filter(({ rule }) => isFinal || rule.response === 'refuse')
  if (refused.length > 0) throw new Refusal('kit.invalid', {}, [conflictFault(refused, '/role')])
  if (given.occasion === 'approved') await keepExceptions(conflicts, given, ctx)
  return { mustWait: true }
}

/** A right on a row waits for nobody, as a membership does: it is refused, or excused beforehand. */
export async function mustKeepDutiesOfRow(right: RowRight, ctx: Context): Promise<void> {
  const world = await readDutyWorld(right.user === null ? 'active' : [right.user], ctx)
  const rows = world.rows.filter(({ id }) => id !== right.id)
  const all = () => true
  const before = conflictsIn({ ...world, rows }, all)
  const added = newConflicts(before, conflictsIn({ ...world, rows: [...rows, right] }, all))
  const faulty = standing(world, added)
  if (faulty.length > 0) throw new Refusal('kit.invalid', {}, [conflictFault(faulty, '/can_change')])
}

const grantOf = (given: GivenRole): Grant => ({
  id: given.id,
  user: given.userId,
  kind: given.kind,
  role: given.roleId,
  organization: given.organizationId,
  includes_descendants: given.includesDescendants,
  starts_at: given.startsAt,
  ends_at: given.endsAt,
})

/** Who approves such a grant says why, and that is kept as the exception, until the grant ends. */
async function keepExceptions(conflicts: readonly Conflict[], given: GivenRole, ctx: Context): Promise<void> {
  const { userId: user, decision: reason, askedBy, endsAt } = given
  if (reason.trim() === '')
    throw new Refusal('kit.invalid', {}, [conflictFault(conflicts, '/reason', 'user.duty_reason')])
  for (const { rule } of conflicts) await keepException({ user, rule: rule.id, reason, askedBy, endsAt }, ctx)
  noteConflicts(conflicts, ctx)
}

export function noteConflicts(conflicts: readonly Conflict[], ctx: Context): void {
  writeAudit(
    conflicts.map(({ user, rule, organizations }) => ({
      action: 'DUTY_CONFLICT',
      record: 'user.user_account',
      recordId: user,
      label: rule.code,
      organizationId: null,
      changes: { organizations: { old: null, new: organizations } },
    })),
    ctx,
  )
}

const felt = ['permissions', 'inherits', 'valid_until']

/** A role is not to become what joins duties, neither by itself nor with what its holders have. */
export async function mustKeepDutiesOfRole({ id, values, before, sent }: Draft, ctx: Context): Promise<void> {
  if (!felt.some((field) => sent.has(field))) return
  const world = await readDutyWorld('all', ctx)
  const old = world.roles.get(id)
  const role = {
    id,
    name: String(values.name),
    permissions: (values.permissions ?? []) as readonly string[],
    inherits: (values.inherits ?? []) as readonly string[],
    valid_until: (values.valid_until ?? null) as string | null,
  }
  const changed: DutyWorld = { ...world, roles: new Map([...world.roles, [id, role]]) }
  const lonely = (from: DutyWorld) => conflictsIn({ ...from, rows: [], grants: [alone(id, ctx.tenantId)] })
  const itself = newConflicts(old === undefined ? [] : lonely(world), lonely(changed)).filter(
    ({ rule }) => rule.response === 'refuse',
  )
  const ofHolders =
    before === null
      ? []
      : newConflicts(
          conflictsIn(world, () => true),
          conflictsIn(changed, () => true),
        )
  const faulty = standing(world, [...itself, ...ofHolders])
  if (faulty.length > 0) throw new Refusal('kit.invalid', {}, [conflictFault(faulty, '/permissions')])
}

/** A role in the whole company, and nothing beside it. */
const alone = (role: string, root: string): Grant => ({
  id: role,
  user: '',
  kind: 'membership',
  role,
  organization: root,
  includes_descendants: true,
  starts_at: null,
  ends_at: null,
})
