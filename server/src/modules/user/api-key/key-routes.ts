/** Ends keys, and shows how they are used and which need attention. */
import { isObject, isUuid, textIn } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'

export const keyManagementRoutes: Routes = [
  {
    method: 'POST',
    path: '/api/v1/api-keys/:key/revoke/',
    permission: 'user.revoke_apikey',
    summary: 'Ends a key at once, on every server.',
    run: revoke,
  },
  {
    method: 'GET',
    path: '/api/v1/api-keys/:key/usage/',
    permission: 'user.view_apikey',
    summary: 'Shows how a key was used by day and route, from where, and what was unusual.',
    run: showUsage,
  },
  {
    method: 'GET',
    path: '/api/v1/api-key-attention/',
    permission: 'user.view_apikey',
    summary: 'Lists keys that expire soon or should be rotated, and what was unusual in the last 30 days.',
    run: showAttention,
  },
]

function idIn({ params }: Call): string {
  const id = params.key ?? ''
  if (!isUuid(id)) throw new Refusal('kit.not_found')
  return id
}

async function revoke(ctx: Context, call: Call) {
  const id = idIn(call)
  await revokeKey(id, textIn(isObject(call.body) ? call.body.reason : null).slice(0, 200), ctx)
  return { status: 204, body: null }
}

export async function revokeKey(id: string, reason: string, ctx: Context): Promise<void> {
  const text = `update api_key k set status = 'revoked', version = k.version + 1, updated_at = $3, updated_by = $4
    from api_key before
    where k.tenant_id = $1 and k.id = $2 and before.tenant_id = k.tenant_id and before.id = k.id
    returning k.name, before.status`
  const values = [ctx.tenantId, id, ctx.now.toISOString(), ctx.identity.userId]
  const [row] = await ctx.rows<{ name: string; status: string }>(text, values)
  if (row === undefined) throw new Refusal('kit.not_found')
  if (row.status !== 'active') refuse('user.key_revoked')
  const entry = {
    action: 'KEY_REVOKED',
    record: 'user.api_key',
    recordId: id,
    label: row.name,
    organizationId: null,
    changes: { status: { old: 'active', new: 'revoked' }, reason: { old: null, new: reason } },
  }
  writeAudit([entry], ctx)
}

/** Of the last 30 days, however many routes a key called. */
const dailyText = `select day, sum(calls)::integer as calls, sum(refusals)::integer as refusals
  from api_key_usage where tenant_id = $1 and api_key_id = $2 and day >= $3::date group by day order by day`
const routesText = `select route, sum(calls)::integer as calls, sum(refusals)::integer as refusals
  from api_key_usage where tenant_id = $1 and api_key_id = $2 and day >= $3::date
  group by route order by 2 desc, route limit 50`

async function showUsage(ctx: Context, call: Call) {
  const values = [ctx.tenantId, idIn(call)]
  const since = new Date(ctx.now.getTime() - 29 * 86_400_000).toISOString().slice(0, 10)
  const [keys, daily, routes, days, addresses, alerts] = await Promise.all([
    ctx.rows('select use_count, last_used_at from api_key where tenant_id = $1 and id = $2', values),
    ctx.rows(dailyText, [...values, since]),
    ctx.rows(routesText, [...values, since]),
    ctx.rows(
      `select day, route, calls, refusals from api_key_usage where tenant_id = $1 and api_key_id = $2
      order by day desc, calls desc, route limit 1000`,
      values,
    ),
    ctx.rows(
      `select address, device, first_seen_at, last_seen_at, calls from api_key_address
      where tenant_id = $1 and api_key_id = $2 order by last_seen_at desc, address limit 200`,
      values,
    ),
    ctx.rows(
      `select kind, detail, raised_at from api_key_alert where tenant_id = $1 and api_key_id = $2
      order by raised_at desc limit 200`,
      values,
    ),
  ])
  if (keys[0] === undefined) throw new Refusal('kit.not_found')
  return { status: 200, body: { ...keys[0], daily, routes, days, addresses, alerts } }
}

const attentionText = `select k.id, k.name, k.prefix, a.name as service_account_name, k.created_at, k.expires_at,
    k.last_used_at, k.created_at < $2::timestamptz - interval '90 days' as is_rotation_overdue,
    k.expires_at < $2::timestamptz + interval '7 days' as expires_soon
  from api_key k join service_account a on a.tenant_id = k.tenant_id and a.id = k.service_account_id
  where k.tenant_id = $1 and k.status = 'active' and k.expires_at > $2::timestamptz
    and not exists (select from api_key n where n.tenant_id = k.tenant_id and n.replaces_id = k.id)
    and (k.created_at < $2::timestamptz - interval '90 days'
      or k.expires_at < $2::timestamptz + interval '7 days')
  order by k.expires_at, k.id limit 200`
const alertsText = `select l.api_key_id as api_key, k.name as api_key_name, l.kind, l.detail, l.raised_at
  from api_key_alert l join api_key k on k.tenant_id = l.tenant_id and k.id = l.api_key_id
  where l.tenant_id = $1 and l.raised_at > $2::timestamptz - interval '30 days'
  order by l.raised_at desc, l.api_key_id limit 200`

async function showAttention(ctx: Context) {
  const values = [ctx.tenantId, ctx.now.toISOString()]
  const [keys, alerts] = await Promise.all([ctx.rows(attentionText, values), ctx.rows(alertsText, values)])
  return { status: 200, body: { keys, alerts } }
}
