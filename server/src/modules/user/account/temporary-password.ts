/** A password that serves once: made by the server, or chosen by who makes the account. */
import { randomInt } from 'node:crypto'
import type { Context } from '#server/kit/context.ts'
import { secretLength } from '#server/modules/user/password-rules.ts'

const lifetime = 24 * 60 * 60_000
/** Without signs that look alike, since it is typed from a letter. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'

export function newTemporaryPassword(names: readonly string[]): string {
  const part = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join('')
  const password = [part(), part(), part()].join('-')
  // A row of keys by chance would be refused where it is set.
  return secretLength(password, names) < 8 ? newTemporaryPassword(names) : password
}

/** Nobody else's password is older: a new account has none to be reused. */
export async function setTemporaryPassword(
  userId: string,
  { hash, proofs }: { readonly hash: string; readonly proofs: readonly string[] },
  { rows, now }: Context,
): Promise<string> {
  const text = 'select kontor.set_password($1, $2, $3, null, null, $4) as outcome'
  const [row] = await rows<{ outcome: string }>(text, [userId, hash, proofs, now.toISOString()])
  await makeTemporary(userId, { rows, now })
  return row?.outcome ?? 'unknown'
}

/** It serves once, within a day, for choosing an own one (PWD-07). */
export async function makeTemporary(
  userId: string,
  { rows, now }: Pick<Context, 'rows' | 'now'>,
): Promise<void> {
  const until = new Date(now.getTime() + lifetime).toISOString()
  await rows('select kontor.make_password_temporary($1, $2)', [userId, until])
}
