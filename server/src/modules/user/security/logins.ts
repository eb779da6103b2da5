/** Sign-ins as the trail tells them: how many came in, how many failed, whose, from where (LGN-04, LGN-09). */
import type { Context } from '#server/kit/context.ts'

/** The entries whose index is small (0102); a statement must name them for PostgreSQL to use it. */
export const isTold = `action in ('LOGIN_SUCCESS', 'LOGIN_FAILED', 'ACCOUNT_LOCKED', 'ACCOUNT_UNLOCKED',
  'SESSION_UNUSUAL', 'TOKEN_REUSED', 'ACCESS_DENIED', 'SECURITY_ALERT', 'AUDIT_CHAIN_BROKEN', 'ERASE',
  'OPERATOR_MADE', 'ACT_IN_STARTED', 'ELEVATION_STARTED', 'FACTOR_RECOVERED', 'SETTING_CHANGED',
  'SECRET_CHANGED', 'AUDIT_SEAL_LATE')`

/** The name as it was tried: an account need not exist under it. */
export const triedName = `lower(coalesce(context ->> 'username_attempt', record_label))`

export interface Period {
  readonly from: string
  readonly to: string
}

const during = `tenant_id = $1 and occurred_at >= $2::timestamptz and occurred_at < $3::timestamptz and ${isTold}`

const countsText = `select count(*) filter (where action = 'LOGIN_SUCCESS')::integer as succeeded,
  count(*) filter (where action = 'LOGIN_FAILED')::integer as failed,
  count(*) filter (where action = 'ACCOUNT_LOCKED')::integer as locked,
  count(*) filter (where action = 'SESSION_UNUSUAL')::integer as unusual,
  count(*) filter (where action = 'TOKEN_REUSED')::integer as tokens_reused,
  count(*) filter (where action = 'ACCESS_DENIED')::integer as denied,
  count(*) filter (where action = 'SECURITY_ALERT')::integer as alerts,
  count(distinct user_id) filter (where action = 'LOGIN_SUCCESS')::integer as users
from audit_log where ${during}`

const stepsText = `select date_trunc($4, occurred_at, 'UTC') as at,
  count(*) filter (where action = 'LOGIN_SUCCESS')::integer as succeeded,
  count(*) filter (where action = 'LOGIN_FAILED')::integer as failed
from audit_log where ${during} and action in ('LOGIN_SUCCESS', 'LOGIN_FAILED') group by 1 order by 1`

const byUserText = `select ${triedName} as username, count(*)::integer as failed,
  count(distinct context ->> 'ip_address')::integer as addresses, max(occurred_at) as last_at
from audit_log where ${during} and action = 'LOGIN_FAILED'
group by 1 order by failed desc, username limit 10`

const byAddressText = `select f.*, kontor.failures_under_no_name(f.address, $2::timestamptz)::integer as unknown_names
from (
  select coalesce(context ->> 'ip_address', '') as address, count(*)::integer as failed,
    count(distinct ${triedName})::integer as names, max(occurred_at) as last_at
  from audit_log where ${during} and action = 'LOGIN_FAILED'
  group by 1 order by failed desc, address limit 10) f
order by f.failed desc, f.address`

const latestText = `select id, occurred_at, action, record_label as username, context ->> 'username_attempt' as tried,
  context ->> 'ip_address' as address, context ->> 'device' as device, context ->> 'reason' as reason,
  context ->> 'method' as method
from audit_log
where ${during} and action in ('LOGIN_SUCCESS', 'LOGIN_FAILED', 'ACCOUNT_LOCKED', 'ACCOUNT_UNLOCKED')
order by occurred_at desc, id desc limit 20`

export interface LoginCounts {
  readonly succeeded: number
  readonly failed: number
  readonly locked: number
  readonly unusual: number
  readonly tokens_reused: number
  readonly denied: number
  readonly alerts: number
  readonly users: number
}

export interface FailuresOf {
  readonly failed: number
  readonly last_at: string
}

export async function readLogins({ from, to }: Period, step: 'hour' | 'day', ctx: Context) {
  const values = [ctx.tenantId, from, to]
  const [counts] = await ctx.rows<LoginCounts>(countsText, values)
  return {
    ...(counts as LoginCounts),
    steps: await ctx.rows(stepsText, [...values, step]),
    by_user: await ctx.rows<FailuresOf & { username: string }>(byUserText, values),
    by_address: await ctx.rows<FailuresOf & { address: string }>(byAddressText, values),
  }
}

export const readLatest = ({ from, to }: Period, ctx: Context) =>
  ctx.rows(latestText, [ctx.tenantId, from, to])
