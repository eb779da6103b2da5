/** Sessions and families of tokens of one user, with what he knows them by. */
import type { Context } from '#server/kit/context.ts'
import { deviceName } from './device-name.ts'

interface StoredAccess {
  readonly id: string
  readonly kind: 'browser' | 'program'
  readonly created_at: string
  readonly last_seen_at: string
  readonly expires_at: string
  readonly ended_at: string | null
  readonly end_reason: string
  readonly duration_seconds: number
  readonly address: string
  readonly device: string
  readonly is_unusual: boolean
}

/** A session that nobody worked in for too long is over, although nobody ended it. */
const listText = `select * from (
    select id, 'browser' as kind, created_at, last_seen_at, expires_at,
      coalesce(ended_at, case when least(expires_at, last_seen_at + idle_limit) <= $3
        then least(expires_at, last_seen_at + idle_limit) end) as ended_at,
      case when ended_at is null and least(expires_at, last_seen_at + idle_limit) <= $3
        then 'expired' else end_reason end as end_reason,
      address, device, is_unusual
    from user_session
    where tenant_id = $1 and user_id = $2
    union all
    select family_id, 'program', min(created_at), max(created_at), max(expires_at),
      case when bool_and(revoked_at is not null) then max(revoked_at)
        when max(expires_at) <= $3 then max(expires_at) end,
      case when bool_and(revoked_at is not null) then 'revoked' when max(expires_at) <= $3 then 'expired'
        else '' end,
      (array_agg(address order by created_at desc))[1], (array_agg(device order by created_at desc))[1],
      bool_or(is_unusual)
    from refresh_token
    where tenant_id = $1 and user_id = $2
    group by family_id) listed
  where $4 or ended_at is null
  order by created_at desc, id desc
  limit 200`

/** `current` is marked; `withEnded` shows those of the past, too. */
export async function listAccess(userId: string, current: string | null, withEnded: boolean, ctx: Context) {
  const now = ctx.now.toISOString()
  const rows = await ctx.rows<StoredAccess>(listText, [ctx.tenantId, userId, now, withEnded])
  const results = rows.map((row) => ({
    ...row,
    ...deviceName(row.device),
    duration_seconds: Math.round((Date.parse(row.ended_at ?? now) - Date.parse(row.created_at)) / 1000),
    is_current: row.id === current,
  }))
  return { count: results.length, count_is_exact: true, next: null, previous: null, results }
}
