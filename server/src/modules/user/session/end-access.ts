/** Ends sessions of browsers and families of tokens, on every server at once, and says so in the trail. */
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'

interface Ended {
  readonly id: string
  readonly user_id: string
  readonly username: string
}

/** `ids` null means all but `keep`; gives back those that had not ended. */
export async function endAccess(
  userId: string,
  ids: readonly string[] | null,
  reason: string,
  ctx: Context,
  keep: string | null = null,
): Promise<readonly string[]> {
  const condition = (id: string) => `user_id = $4 and ($5::uuid[] is null or ${id} = any ($5))
    and ${id} is distinct from $6::uuid`
  const { sessions, families } = await endWhere(
    condition('id'),
    condition('family_id'),
    [userId, ids, keep],
    reason,
    ctx,
  )
  return [...new Set([...sessions, ...families].map(({ id }) => id))]
}

/** What `ofSessions` and `ofTokens` choose by the values from $4 on. */
export async function endWhere(
  ofSessions: string,
  ofTokens: string,
  chosenBy: readonly unknown[],
  reason: string,
  ctx: Context,
): Promise<{ readonly sessions: readonly Ended[]; readonly families: readonly Ended[] }> {
  const values = [ctx.tenantId, ctx.now.toISOString(), reason, ...chosenBy]
  const named = `, user_id, (
    select u.username from user_account u where u.tenant_id = $1 and u.id = user_id) as username`
  const [sessions, tokens] = await Promise.all([
    ctx.rows<Ended>(
      `update user_session set ended_at = $2, end_reason = left($3, 50)
      where tenant_id = $1 and ended_at is null and expires_at > $2 and ${ofSessions} returning id${named}`,
      values,
    ),
    ctx.rows<Ended>(
      `update refresh_token set revoked_at = $2
      where tenant_id = $1 and revoked_at is null and $3::text is not null and ${ofTokens}
      returning family_id as id${named}`,
      values,
    ),
  ])
  const families = [...new Map(tokens.map((token) => [token.id, token])).values()]
  noteEnded('SESSION_ENDED', 'session', sessions, reason, ctx)
  noteEnded('TOKEN_REVOKED', 'tokens', families, reason, ctx)
  return { sessions, families }
}

function noteEnded(
  action: 'SESSION_ENDED' | 'TOKEN_REVOKED',
  what: string,
  ended: readonly Ended[],
  reason: string,
  ctx: Context,
): void {
  const entries = ended.map(({ id, user_id: user, username }) => ({
    action,
    record: 'user.user_account',
    recordId: user,
    label: username,
    organizationId: null,
    changes: { [what]: { old: id, new: null } },
    context: { reason },
  }))
  writeAudit(entries, ctx)
}
