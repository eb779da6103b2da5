/** What the security page shows beside sign-ins: locks, unusual sessions, keys, requests, alerts. */
import type { Context } from '#server/kit/context.ts'
import { report } from '#server/modules/user/duties/duty-report.ts'

export interface Part {
  /** Its name in the answer. */
  readonly key: string
  read(ctx: Context): Promise<unknown>
}

const lockedText = 'select * from kontor.locked_accounts($1::timestamptz)'

/** Of sessions and families of tokens that are open. */
const unusualText = `select s.*, u.username, u.display_name from (
    select id, user_id, 'browser' as kind, created_at, last_seen_at, address, device from user_session
    where tenant_id = $1 and is_unusual and ended_at is null
      and least(expires_at, last_seen_at + idle_limit) > $2::timestamptz
    union all
    select family_id, user_id, 'program', min(created_at), max(created_at),
      (array_agg(address order by created_at desc))[1], (array_agg(device order by created_at desc))[1]
    from refresh_token where tenant_id = $1
    group by family_id, user_id
    having bool_or(is_unusual) and not bool_and(revoked_at is not null) and max(expires_at) > $2::timestamptz
  ) s join user_account u on u.tenant_id = $1 and u.id = s.user_id
  order by s.created_at desc, s.id limit 50`

/** Fourteen days before it is due, which leaves time for the other side. */
const keysText = `select record, id, name, due_at, due_at <= $2::timestamptz as is_overdue
  from (select 'user.stored_credential' as record, id, name,
      coalesce(rotated_at, created_at) + make_interval(days => rotation_days) as due_at
    from stored_credential where tenant_id = $1 and rotation_days is not null
    union all
    select 'user.api_key', k.id, k.name, k.expires_at from api_key k
    where k.tenant_id = $1 and k.status = 'active' and k.expires_at > $2::timestamptz
      and not exists (select from api_key n where n.tenant_id = k.tenant_id and n.replaces_id = k.id)) c
  where due_at <= $2::timestamptz + interval '14 days' order by due_at, id limit 50`

const requestsText = `select w.*, u.username, u.display_name, o.name as organization_name from (
    select 'user.role_assignment' as record, a.id, a.created_at, a.reason, a.user_id, a.organization_id,
      coalesce(r.title ->> $2, r.name) as what
    from role_assignment a join role r on r.id = a.role_id
    where a.tenant_id = $1 and a.status = 'requested'
    union all
    select 'user.duty_exception', e.id, e.created_at, e.reason, e.user_id, null,
      coalesce(r.title ->> $2, r.name)
    from duty_exception e join duty_rule r on r.id = e.rule_id
    where e.tenant_id = $1 and e.status = 'requested'
    union all
    select 'user.access_request', q.id, q.created_at, q.justification, q.requester_id, q.organization_id,
      coalesce(r.title ->> $2, r.name, q.permission)
    from access_request q left join role r on r.id = q.role_id
    where q.tenant_id = $1 and q.status = 'requested'
    union all
    select 'user.pending_action', p.id, p.created_at, p.reason, p.asked_by_id, p.place_id, p.permission
    from pending_action p
    where p.tenant_id = $1 and p.status = 'pending' and p.expires_at > $3::timestamptz) w
  join user_account u on u.tenant_id = $1 and u.id = w.user_id
  left join organization o on o.tenant_id = $1 and o.id = w.organization_id
  order by w.created_at, w.id limit 50`

const alertsText = `select id, occurred_at, record_label as subject, context ->> 'kind' as kind,
    context -> 'facts' as facts
  from audit_log where tenant_id = $1 and action = 'SECURITY_ALERT'
    and occurred_at > $2::timestamptz - interval '30 days'
  order by occurred_at desc, id desc limit 50`

/** In the order in which they are shown; whatever else can tell adds itself here. */
export const parts: readonly Part[] = [
  { key: 'locked_accounts', read: (ctx) => ctx.rows(lockedText, [ctx.now.toISOString()]) },
  { key: 'unusual_sessions', read: (ctx) => ctx.rows(unusualText, [ctx.tenantId, ctx.now.toISOString()]) },
  { key: 'expiring_keys', read: (ctx) => ctx.rows(keysText, [ctx.tenantId, ctx.now.toISOString()]) },
  {
    key: 'open_requests',
    read: (ctx) => ctx.rows(requestsText, [ctx.tenantId, ctx.language, ctx.now.toISOString()]),
  },
  {
    key: 'duty_conflicts',
    read: async (ctx) => (await report(ctx, { query: { is_excused: 'false' } })).body,
  },
  { key: 'alerts', read: (ctx) => ctx.rows(alertsText, [ctx.tenantId, ctx.now.toISOString()]) },
]
