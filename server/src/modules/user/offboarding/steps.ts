/** How each step of an offboarding stands: counted just now, and what people have ticked. */
import {
  automaticSteps,
  manualSteps,
  type OffboardingState,
  type OffboardingStep,
  offboardingSteps,
} from '#contract/user/offboarding.ts'
import type { Context } from '#server/kit/context.ts'
import { countHeld, drafts, heldBy, type Part } from './left-behind.ts'

/** Kept with the offboarding, by step. */
export interface Tick {
  readonly at: string
  readonly by: string
  readonly by_name: string
  readonly note: string
}

export type Ticks = Readonly<Partial<Record<OffboardingStep, Tick>>>

const isIn = (list: readonly string[], step: string) => list.includes(step)

function kindOf(step: OffboardingStep): OffboardingState['kind'] {
  if (isIn(manualSteps, step)) return 'manual'
  return isIn(automaticSteps, step) ? 'automatic' : 'watched'
}

/** What ends with the account is not ticked away: it is over or it is not. */
export const mayBeTicked = (step: OffboardingStep): boolean => kindOf(step) === 'manual' || step === 'drafts'

export async function stepsOf(
  { user, ticks }: Readonly<Record<string, unknown>>,
  ctx: Context,
): Promise<readonly OffboardingState[]> {
  const given = (ticks ?? {}) as Ticks
  const states: OffboardingState[] = []
  for (const step of offboardingSteps) {
    const { left, parts } = await leftOf(step, String(user), ctx)
    const tick = given[step]
    const kind = kindOf(step)
    states.push({
      step,
      kind,
      left,
      parts,
      is_done: tick !== undefined || (kind !== 'manual' && left === 0),
      ticked_at: tick?.at ?? null,
      ticked_by_name: tick?.by_name ?? null,
      note: tick?.note ?? '',
    })
  }
  return states
}

interface Left {
  readonly left: number
  readonly parts: readonly Part[]
}

async function leftOf(step: OffboardingStep, user: string, ctx: Context): Promise<Left> {
  if (step === 'sessions') return { left: await openAccess(user, ctx), parts: [] }
  if (step === 'devices') return { left: await trustedDevices(user, ctx), parts: [] }
  const parts = await countHeld(step === 'drafts' ? drafts() : (heldBy[step] ?? []), user, ctx)
  return { left: parts.reduce((sum, { count }) => sum + count, 0), parts }
}

async function openAccess(user: string, { rows, tenantId, now }: Context): Promise<number> {
  const text = `select (select count(*) from user_session
      where tenant_id = $1 and user_id = $2 and ended_at is null
        and least(expires_at, last_seen_at + idle_limit) > $3)
    + (select count(distinct family_id) from refresh_token
      where tenant_id = $1 and user_id = $2 and revoked_at is null and expires_at > $3) as count`
  const [row] = await rows<{ count: string }>(text, [tenantId, user, now.toISOString()])
  return Number(row?.count ?? 0)
}

async function trustedDevices(user: string, { rows, now }: Context): Promise<number> {
  const text = 'select kontor.trusted_devices_of($1, $2) as count'
  const [row] = await rows<{ count: number }>(text, [user, now.toISOString()])
  return Number(row?.count ?? 0)
}
