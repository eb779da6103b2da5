/** Recovery codes: ten on paper for the day the telephone is lost; shown once, kept as digests, each used once. */
import { randomInt } from 'node:crypto'
import type { Rows } from './parts.ts'
import type { FactorKeys } from './factor-keys.ts'

const count = 10
/** Without signs that look alike. */
const signs = '23456789abcdefghjkmnpqrstuvwxyz'

const part = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join('')

const digestOfCode = (code: string, userId: string, keys: FactorKeys) =>
  keys.digest(code.toLowerCase().replace(/[^a-z0-9]/g, ''), `recovery ${userId}`)

/** Ten new ones in the place of all earlier ones. */
export async function renewRecoveryCodes(
  user: { readonly tenantId: string; readonly userId: string },
  keys: FactorKeys,
  rows: Rows,
): Promise<readonly string[]> {
  const codes = Array.from({ length: count }, () => `${part()}-${part()}`)
  const digests = codes.map((code) => digestOfCode(code, user.userId, keys))
  await rows('delete from recovery_code where user_id = $1', [user.userId])
  await rows(
    `insert into recovery_code (tenant_id, user_id, digest) select $1, $2, digest
    from unnest($3::bytea[]) digest`,
    [user.tenantId, user.userId, digests],
  )
  return codes
}

export async function takeRecoveryCode(
  userId: string,
  code: string,
  keys: FactorKeys,
  rows: Rows,
  now: Date,
): Promise<boolean> {
  const taken = await rows(
    `update recovery_code set used_at = $3 where user_id = $1 and digest = $2 and used_at is null
    returning user_id`,
    [userId, digestOfCode(code, userId, keys), now.toISOString()],
  )
  return taken.length === 1
}
