/** What is worth an alert: too many failures, a way in after them, tokens used twice, steps of great power. */
import type { Context } from '#server/kit/context.ts'
import type { AlertSettings } from '#server/platform/identity-configuration.ts'
import { isTold, triedName } from './logins.ts'

export const alertKinds = [
  'failed_logins',
  'failed_logins_from',
  'entered_after_failures',
  'unusual_session',
  'token_reused',
  'denials',
  'privileged_step',
  'chain_broken',
  'credential_overdue',
] as const
export type AlertKind = (typeof alertKinds)[number]

export interface Alert {
  readonly kind: AlertKind
  /** Whom or what it is about; the same is told once an hour, or once for one entry. */
  readonly subject: string
  readonly about: readonly [record: string, id: string] | null
  readonly facts: Readonly<Record<string, unknown>>
}

/** $1 the tenant, $2 the window, $3 a threshold: kind, subject, record, record_id, facts, and the entry if one. */
interface Rule {
  readonly text: string
  readonly threshold: (thresholds: AlertSettings) => number
}

const recent = `tenant_id = $1 and ${isTold} and occurred_at > now() - make_interval(mins => $2::integer)
  and $3::integer is not null`
const none = 'null::text as record, null::text as record_id'
const noEntry = 'null::uuid as entry'

const failures: Rule = {
  threshold: ({ failedLogins }) => failedLogins,
  text: `select 'failed_logins' as kind, ${triedName} as subject, ${none}, ${noEntry},
      jsonb_build_object('failed', count(*), 'addresses', count(distinct context ->> 'ip_address')) as facts
    from audit_log where ${recent} and action = 'LOGIN_FAILED' group by 2 having count(*) >= $3::integer`,
}

const failuresFrom: Rule = {
  threshold: ({ failedLoginsFrom }) => failedLoginsFrom,
  text: `select 'failed_logins_from' as kind, context ->> 'ip_address' as subject, ${none}, ${noEntry},
      jsonb_build_object('failed', count(*), 'names', count(distinct ${triedName})) as facts
    from audit_log where ${recent} and action = 'LOGIN_FAILED' and context ? 'ip_address'
    group by 2 having count(*) >= $3::integer`,
}

/** Half as many failures as make an alert of their own, and then somebody is in. */
const entered: Rule = {
  threshold: ({ failedLogins }) => Math.ceil(failedLogins / 2),
  text: `select 'entered_after_failures' as kind, l.record_label as subject, 'user.user_account' as record,
      l.user_id::text as record_id, l.id as entry,
      jsonb_build_object('failed', f.failed, 'address', l.context ->> 'ip_address') as facts
    from audit_log l
    cross join lateral (select count(*) as failed from audit_log
      where ${recent} and action = 'LOGIN_FAILED' and occurred_at < l.occurred_at
        and ${triedName} = lower(l.record_label)) f
    where l.tenant_id = $1 and ${isTold} and l.action = 'LOGIN_SUCCESS'
      and l.occurred_at > now() - make_interval(mins => $2::integer) and f.failed >= $3::integer`,
}

const denied: Rule = {
  threshold: ({ denials }) => denials,
  text: `select 'denials' as kind, max(actor_name) as subject, 'user.user_account' as record,
      user_id::text as record_id, ${noEntry}, jsonb_build_object('denied', sum(told),
        'permissions', count(distinct record_label)) as facts
    from (select *, 1 + coalesce((changes -> 'repeated' ->> 'new')::integer, 0) as told from audit_log
      where ${recent} and action = 'ACCESS_DENIED' and user_id is not null) d
    group by user_id having sum(told) >= $3::integer`,
}

/** One entry is one alert. */
function eachOf(kind: AlertKind, actions: readonly string[]): Rule {
  const list = actions.map((action) => `'${action}'`).join(', ')
  return {
    threshold: () => 1,
    text: `select '${kind}' as kind, coalesce(nullif(record_label, ''), actor_name) as subject, record, record_id,
        id as entry, jsonb_build_object('action', action, 'by', actor_name,
          'address', context ->> 'ip_address') as facts
      from audit_log where ${recent} and action in (${list})`,
  }
}

const overdue: Rule = {
  threshold: () => 1,
  text: `select 'credential_overdue' as kind, name as subject, 'user.stored_credential' as record,
      id::text as record_id, ${noEntry}, jsonb_build_object('days', rotation_days) as facts
    from stored_credential where tenant_id = $1 and $2::integer is not null and $3::integer is not null
      and coalesce(rotated_at, created_at) + make_interval(days => rotation_days) < now()`,
}

const privileged = [
  'ACT_IN_STARTED',
  'ELEVATION_STARTED',
  'OPERATOR_MADE',
  'FACTOR_RECOVERED',
  'SECRET_CHANGED',
  'SETTING_CHANGED',
  'ERASE',
]

const rules: readonly Rule[] = [
  failures,
  failuresFrom,
  entered,
  denied,
  eachOf('unusual_session', ['SESSION_UNUSUAL']),
  eachOf('token_reused', ['TOKEN_REUSED']),
  eachOf('chain_broken', ['AUDIT_CHAIN_BROKEN', 'AUDIT_SEAL_LATE']),
  eachOf('privileged_step', privileged),
  overdue,
]

interface Found {
  readonly kind: AlertKind
  readonly subject: string
  readonly record: string | null
  readonly record_id: string | null
  readonly entry: string | null
  readonly facts: Readonly<Record<string, unknown>>
}

/** A credential that is overdue is told once a day, a count once an hour, an entry once. */
const toldText = `select context ->> 'kind' as kind, record_label as subject, context -> 'facts' ->> 'entry' as entry
from audit_log where tenant_id = $1 and ${isTold} and action = 'SECURITY_ALERT'
  and occurred_at > now() - case when context ->> 'kind' = 'credential_overdue' then interval '1 day'
    else greatest(interval '1 hour', make_interval(mins => $2::integer)) end`

export async function findAlerts(thresholds: AlertSettings, ctx: Context): Promise<Alert[]> {
  // One watch at a time, or two processes tell the same.
  await ctx.rows(`select pg_advisory_xact_lock(hashtextextended('watch security ' || $1::text, 0))`, [
    ctx.tenantId,
  ])
  const { windowMinutes } = thresholds
  const told = await ctx.rows<Omit<Found, 'facts'>>(toldText, [ctx.tenantId, windowMinutes])
  const keys = new Set(told.map(keyOf))
  const alerts: Alert[] = []
  for (const { text, threshold } of rules) {
    const rows = await ctx.rows<Found>(text, [ctx.tenantId, windowMinutes, threshold(thresholds)])
    for (const found of rows.filter((row) => !keys.has(keyOf(row)))) alerts.push(alertOf(found))
  }
  return alerts
}

const keyOf = ({ kind, subject, entry }: Pick<Found, 'kind' | 'subject' | 'entry'>) =>
  JSON.stringify([kind, entry ?? subject.slice(0, 255)])

function alertOf({ kind, subject, record, record_id, entry, facts }: Found): Alert {
  const about = record === null || record_id === null ? null : ([record, record_id] as const)
  return { kind, subject, about, facts: entry === null ? facts : { ...facts, entry } }
}
