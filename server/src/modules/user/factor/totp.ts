/** Authenticator apps (RFC 6238): a secret, its picture for the camera, and codes that serve once. */
import { generateSecret, generateURI, verify } from 'otplib'
import { renderSVG } from 'uqr'
import type { Rows } from './parts.ts'
import type { FactorKeys } from './factor-keys.ts'

export interface Enrolment {
  readonly secret: string
  /** `otpauth://totp/…`, what the picture says. */
  readonly uri: string
  /** The picture as SVG. */
  readonly qr: string
}

/** Clocks differ: a code of the step before still serves, and one of the next. */
const toleranceSeconds = 30

const purposeOf = (userId: string) => `totp ${userId}`

/** Begins anew where an enrolment was not confirmed; null where there is a confirmed one. */
export async function enrolTotp(
  user: { readonly tenantId: string; readonly userId: string; readonly userName: string },
  issuer: string,
  keys: FactorKeys,
  rows: Rows,
): Promise<Enrolment | null> {
  const secret = generateSecret()
  const text = `insert into user_factor (tenant_id, user_id, kind, secret) values ($1, $2, 'totp', $3)
    on conflict (tenant_id, user_id, kind) do update set secret = excluded.secret, created_at = now()
    where user_factor.confirmed_at is null
    returning id`
  const kept = await rows(text, [user.tenantId, user.userId, keys.seal(secret, purposeOf(user.userId))])
  if (kept.length === 0) return null
  const uri = generateURI({ issuer, label: user.userName, secret })
  return { secret, uri, qr: renderSVG(uri) }
}

interface StoredTotp {
  readonly id: string
  readonly secret: string
  readonly last_time_step: number | null
}

/** Takes a code, at most once: of two who send the same, the database lets one through. */
export async function takeTotp(
  userId: string,
  code: string,
  which: 'confirmed' | 'unconfirmed',
  keys: FactorKeys,
  rows: Rows,
  now: Date,
): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return false
  const [held] = await rows<StoredTotp>(
    `select id, secret, last_time_step from user_factor
    where user_id = $1 and kind = 'totp' and (confirmed_at is not null) = $2`,
    [userId, which === 'confirmed'],
  )
  if (held === undefined) return false
  const result = await verify({
    secret: keys.open(held.secret, purposeOf(userId)),
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: toleranceSeconds,
    ...(held.last_time_step === null ? {} : { afterTimeStep: held.last_time_step }),
  })
  if (!result.valid || !('timeStep' in result)) return false
  const taken = await rows(
    `update user_factor set last_time_step = $2, last_used_at = $3, confirmed_at = coalesce(confirmed_at, $3)
    where id = $1 and user_id = $4 and (last_time_step is null or last_time_step < $2) returning id`,
    [held.id, result.timeStep, now.toISOString(), userId],
  )
  return taken.length === 1
}
