/** Six digits by mail, to the address that was proven when the factor was set up. */
import { randomInt } from 'node:crypto'
import { refuse } from '#contract/user/failures.ts'
import type { Identity } from '#server/kit/identity.ts'
import { queueMail } from '#server/platform/mail.ts'
import { mailText } from './mail-texts.ts'
import type { Rows } from './parts.ts'
import type { FactorKeys } from './factor-keys.ts'

/** What a code is for; one asked for one purpose serves no other. */
export type CodePurpose = 'sign_in' | 'confirm' | 'enrol'

const lifetime = 10 * 60_000
const spacing = 30_000

const digestOfCode = (code: string, purpose: CodePurpose, userId: string, keys: FactorKeys) =>
  keys.digest(code, `mail ${purpose} ${userId}`)

/** A newer code takes the place of the one before; not more often than every half minute. */
export async function sendCode(
  identity: Identity,
  address: string,
  purpose: CodePurpose,
  keys: FactorKeys,
  rows: Rows,
  now: Date,
): Promise<void> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const { tenantId, userId } = identity
  const kept = await rows(
    `insert into factor_code (tenant_id, user_id, purpose, digest, sent_at, expires_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (tenant_id, user_id, purpose) do update
      set digest = excluded.digest, sent_at = excluded.sent_at, expires_at = excluded.expires_at
      where factor_code.sent_at <= $7
    returning user_id`,
    [
      tenantId,
      userId,
      purpose,
      digestOfCode(code, purpose, userId, keys),
      now.toISOString(),
      new Date(now.getTime() + lifetime).toISOString(),
      new Date(now.getTime() - spacing).toISOString(),
    ],
  )
  if (kept.length === 0) refuse('user.code_too_soon')
  await queueMail(rows, { userId, to: address, ...mailText('code', identity.language, { code }) })
}

export async function takeCode(
  userId: string,
  code: string,
  purpose: CodePurpose,
  keys: FactorKeys,
  rows: Rows,
  now: Date,
): Promise<boolean> {
  const taken = await rows(
    `delete from factor_code where user_id = $1 and purpose = $2 and digest = $3 and expires_at > $4
    returning user_id`,
    [userId, purpose, digestOfCode(code.trim(), purpose, userId, keys), now.toISOString()],
  )
  return taken.length === 1
}
