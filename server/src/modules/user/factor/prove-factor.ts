/** One way in for every proof beside the password: which factors somebody has, and whether a proof is right. */
import { isObject } from '#contract/kit/field/value.ts'
import { refuse } from '#contract/user/failures.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Identity } from '#server/kit/identity.ts'
import { type CodePurpose, sendCode, takeCode } from './email-code.ts'
import type { FactorKeys } from './factor-keys.ts'
import { type Place, signInOptions, takePasskey } from './passkeys.ts'
import type { Rows } from './parts.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import { takeTotp } from './totp.ts'

const factorKinds = ['totp', 'passkey', 'email', 'recovery'] as const
export type FactorKind = (typeof factorKinds)[number]

export interface Proof {
  readonly method: FactorKind
  readonly code: string
  /** The answer of a passkey. */
  readonly response: unknown
}

export function proofFrom(body: unknown): Proof {
  const given = isObject(body) ? body : {}
  const { method = 'totp', code = '', response = null } = given
  const faults = []
  if (!factorKinds.includes(method as FactorKind)) faults.push({ pointer: '/method', code: 'kit.required' })
  const needsCode = method !== 'passkey'
  if (typeof code !== 'string' || code.length > 100 || (needsCode && code === '')) {
    faults.push({ pointer: '/code', code: 'kit.required' })
  }
  if (!needsCode && !isObject(response)) faults.push({ pointer: '/response', code: 'kit.required' })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return { method: method as FactorKind, code: String(code).trim(), response }
}

/** The factors somebody can prove; recovery codes alone are none. */
export async function factorsOf({ userId }: Identity, rows: Rows): Promise<readonly FactorKind[]> {
  const [row] = await rows<{ kinds: FactorKind[] }>('select kontor.factor_kinds($1) as kinds', [userId])
  const kinds = factorKinds.filter((kind) => row?.kinds.includes(kind))
  return kinds.some((kind) => kind !== 'recovery') ? kinds : []
}

interface Means {
  readonly keys: FactorKeys
  /** Null where passkeys cannot be used here. */
  readonly place: Place | null
  readonly rows: Rows
  readonly now: Date
}

/** True, or the reason for the trail. */
export async function takeProof(
  { userId }: Identity,
  { method, code, response }: Proof,
  purpose: CodePurpose & ('sign_in' | 'confirm'),
  { keys, place, rows, now }: Means,
): Promise<true | string> {
  switch (method) {
    case 'totp':
      return (await takeTotp(userId, code, 'confirmed', keys, rows, now)) || 'totp'
    case 'email':
      return (await takeCode(userId, code, purpose, keys, rows, now)) || 'email'
    case 'recovery':
      return (await takeRecoveryCode(userId, code, keys, rows, now)) || 'recovery'
    case 'passkey':
      if (place === null) return 'passkey'
      return takePasskey(userId, response, passkeyPurpose(purpose), place, rows, now)
  }
}

const passkeyPurpose = (purpose: CodePurpose) => (purpose === 'confirm' ? 'confirm' : 'second_factor')

/** Sends a code or asks a question that a passkey can answer; the others need nothing beforehand. */
export async function askForProof(
  identity: Identity,
  method: unknown,
  purpose: CodePurpose & ('sign_in' | 'confirm'),
  { keys, place, rows, now }: Means,
): Promise<Readonly<Record<string, unknown>>> {
  const has = await factorsOf(identity, rows)
  if (!has.includes(method as FactorKind)) refuse('user.factor_unknown')
  if (method === 'email') {
    const text = `select address from user_factor where user_id = $1 and kind = 'email'`
    const [row] = await rows<{ address: string }>(text, [identity.userId])
    await sendCode(identity, row?.address ?? '', purpose, keys, rows, now)
    return { sent_to: veiled(row?.address ?? '') }
  }
  if (method !== 'passkey') return refuse('user.factor_unknown')
  if (place === null) return refuse('user.passkeys_off')
  return { options: await signInOptions(passkeyPurpose(purpose), identity.userId, place, rows, now) }
}

/** Enough to know which mailbox to open. */
function veiled(address: string): string {
  const [name = '', host = ''] = address.split('@')
  return `${name.slice(0, 1)}…@${host}`
}
