/** Decides what comes after a proven step: another step, or a session or tokens. Nothing opens before. */
import type { Identity } from '#server/kit/identity.ts'
import type { Transaction } from '#server/platform/database.ts'
import type { Authenticator } from '#server/modules/user/authenticator.ts'
import type { OpenedSession, TokenPair } from '#server/modules/user/open-session.ts'
import { enter } from '#server/modules/user/session/enter.ts'
import { isIn } from '#server/modules/user/session/network.ts'
import { isAdministrator } from '#server/modules/user/stored-identity.ts'
import { type Entry, noteOwn, type Rows } from './parts.ts'
import { type FactorKind, factorsOf } from './prove-factor.ts'
import { giveTicket, type Step } from './ticket.ts'
import { isTrusted } from './trusted-device.ts'

export interface Proven {
  readonly identity: Identity
  /** Every step so far: `password`, `password totp`, `passkey`, `oidc`. */
  readonly by: string
  /** A second factor is among them, or one proof that counts for two. */
  readonly isStrong: boolean
}

export interface StillDue {
  readonly next: Step
  readonly ticket: string
  /** What the second factor may be, or what can be set up. */
  readonly factors: readonly FactorKind[]
}

export interface Admitted {
  readonly next: null
  readonly identity: Identity
  readonly opened: OpenedSession | TokenPair
}

export type Admission = StillDue | Admitted

interface Rules {
  readonly second_factor: 'off' | 'offered' | 'required'
  readonly session_limit: number | null
  readonly is_temporary: boolean
}

/** Call it in the tenant of the identity, in the transaction that took the proof. */
export async function admit(
  authenticator: Authenticator,
  proven: Proven,
  entry: Entry,
  transaction: Transaction,
): Promise<Admission> {
  const { identity, by } = proven
  const { rows } = transaction
  const rules = await signInRules(identity, rows, entry.now)
  const due = proven.isStrong ? null : await dueFactor(authenticator, identity, rules, entry, rows)
  const step = due ?? (rules.is_temporary && by.startsWith('password') ? passwordDue : null)
  if (step === null) {
    const opened = await enter(authenticator, identity, by, rules.session_limit, entry, transaction)
    return { next: null, identity, opened }
  }
  const { facts, now, channel } = entry
  if (step.next === 'change_password') {
    await rows('select kontor.spend_temporary_password($1, $2)', [identity.userId, now.toISOString()])
  }
  const ticket = await giveTicket(identity, { step: step.next, channel, proven: by }, facts, rows, now)
  return { ...step, ticket }
}

export async function signInRules({ userId }: Identity, rows: Rows, now: Date): Promise<Rules> {
  const [rules] = await rows<Rules>('select * from kontor.sign_in_rules($1, $2)', [userId, now.toISOString()])
  return rules ?? { second_factor: 'offered', session_limit: null, is_temporary: false }
}

type Due = Omit<StillDue, 'ticket'>

const passwordDue: Due = { next: 'change_password', factors: [] }

/** Who has set up a factor is asked for it; who must have one and has none sets it up now. */
async function dueFactor(
  { settings }: Authenticator,
  identity: Identity,
  rules: Rules,
  { facts, device, now }: Entry,
  rows: Rows,
): Promise<Due | null> {
  const factors = await factorsOf(identity, rows)
  if (!isAdministrator(identity) && isIn(facts.address, settings.trustedNetworks)) {
    // MFA-07: nobody notices it, so the trail does.
    if (factors.length > 0) await noteOwn('FACTOR_BYPASSED', identity, facts, rows)
    return null
  }
  if (factors.length === 0) {
    const canEnrol: FactorKind[] = settings.webauthn.relyingPartyId ? ['totp', 'passkey'] : ['totp']
    return mustHaveFactor(settings.demandsAdministratorFactor, identity, rules)
      ? { next: 'enrol_factor', factors: canEnrol }
      : null
  }
  if (await isTrusted(identity.userId, device, rows, now)) return null
  return { next: 'second_factor', factors }
}

/** RULINGS 6: by the policy of the role; administrators always, where real work is at stake. */
export function mustHaveFactor(
  demandsAdministratorFactor: boolean,
  identity: Identity,
  { second_factor: policy }: Pick<Rules, 'second_factor'>,
): boolean {
  return policy === 'required' || (demandsAdministratorFactor && isAdministrator(identity))
}
