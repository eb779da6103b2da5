/** Ends sessions and families of tokens of one user, and tells every process at once. */
import type { Context } from '#server/kit/context.ts'
import { forgetTenant } from '#server/modules/user/access-changed.ts'

/** `ids` null means all but `keep`; gives back those that had not ended. */
export async function endAccess(
  userId: string,
  ids: readonly string[] | null,
  reason: string,
  ctx: Context,
  keep: string | null = null,
): Promise<readonly string[]> {
  const values = [ctx.tenantId, userId, ids, keep, ctx.now.toISOString()]
  const [sessions, families] = await Promise.all([
    ctx.rows<{ id: string }>(
      `update user_session set ended_at = $5, end_reason = $6
      where tenant_id = $1 and user_id = $2 and ended_at is null and expires_at > $5
        and ($3::uuid[] is null or id = any ($3)) and id is distinct from $4::uuid returning id`,
      [...values, reason],
    ),
    ctx.rows<{ id: string }>(
      `update refresh_token set revoked_at = $5
      where tenant_id = $1 and user_id = $2 and revoked_at is null
        and ($3::uuid[] is null or family_id = any ($3)) and family_id is distinct from $4::uuid
      returning family_id as id`,
      values,
    ),
  ])
  ctx.afterCommit(() => forgetTenant(ctx.tenantId))
  return [...new Set([...sessions, ...families].map(({ id }) => id))]
}
