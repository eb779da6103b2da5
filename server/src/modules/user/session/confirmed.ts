/** Whether somebody has just now proven again who he is: asked before what a thief of a session would do. */
import { refuse } from '#contract/user/failures.ts'
import type { Identity } from '#server/kit/identity.ts'
import type { Rows } from '#server/modules/user/factor/parts.ts'

const holdsFor = 5 * 60_000

/** Signing in counts, too. */
export async function confirmAccess(
  { tenantId, userId }: Identity,
  accessId: string,
  rows: Rows,
  now: Date,
): Promise<void> {
  const text = `insert into access_confirmation (tenant_id, access_id, user_id, confirmed_at)
    values ($1, $2, $3, $4)
    on conflict (tenant_id, access_id) do update set confirmed_at = excluded.confirmed_at`
  await rows(text, [tenantId, accessId, userId, now.toISOString()])
}

/** An access that is no session of a person, such as a key of a program, is never confirmed. */
export async function mustBeConfirmed({ userId, accessId }: Identity, rows: Rows, now: Date): Promise<void> {
  const text = 'select 1 from access_confirmation where user_id = $1 and access_id = $2 and confirmed_at > $3'
  const after = new Date(now.getTime() - holdsFor).toISOString()
  const found = accessId === undefined ? [] : await rows(text, [userId, accessId, after])
  if (found.length === 0) refuse('user.not_confirmed')
}
