/** The one place where a role that is given to somebody is checked before it takes effect. */
import type { Context } from '#server/kit/context.ts'

export interface GivenRole {
  /** The assignment or membership that gives it; stored already only where `occasion` is `approved`. */
  readonly id: string
  readonly kind: 'membership' | 'regular' | 'elevation'
  readonly userId: string
  readonly roleId: string
  readonly organizationId: string
  readonly includesDescendants: boolean
  /** Null is from now on, and for good. */
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly reason: string
  /** Who asked for it, where that is not who decides; and what the decision says. */
  readonly askedBy: string | null
  readonly decision: string
  /** `given` when it is entered or changed, `approved` when somebody lets one that waited take effect. */
  readonly occasion: 'given' | 'approved'
}

/**
 * Refuses by throwing; `mustWait` lets it be asked for, and another person decide. At `approved` somebody has
 * decided, so that only a refusal counts.
 */
export type GivenRoleCheck = (given: GivenRole, ctx: Context) => Promise<{ readonly mustWait: boolean }>

const checks: GivenRoleCheck[] = []

/** For rules of other folders and modules, such as the segregation of duties; called once, at the start. */
export function checkGivenRolesBy(check: GivenRoleCheck): void {
  checks.push(check)
}

/** Asks every rule; true where one of them wants another person's approval. */
export async function checkGivenRole(given: GivenRole, ctx: Context): Promise<boolean> {
  let mustWait = false
  for (const check of checks) mustWait = (await check(given, ctx)).mustWait || mustWait
  return mustWait
}

type Values = Readonly<Record<string, unknown>>

const textOf = (value: unknown) => (value ? String(value) : null)

/** Of a row of role_assignment or organization_membership, as it will be stored. */
export function givenBy(
  id: string,
  values: Values,
  organizationId: string | null,
  occasion: GivenRole['occasion'],
  decision = '',
): GivenRole {
  return {
    id,
    kind: (values.kind ?? 'membership') as GivenRole['kind'],
    userId: String(values.user),
    roleId: String(values.role),
    organizationId: String(organizationId),
    includesDescendants: values.includes_descendants === true,
    startsAt: textOf(values.starts_at),
    endsAt: textOf(values.ends_at),
    reason: String(values.reason ?? ''),
    askedBy: textOf(values.assigned_by),
    decision,
    occasion,
  }
}
