/** Issues and rotates keys: the secret is answered once and kept by its digest only. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { mustHoldWhatTheyHold } from '#server/modules/user/held-permissions.ts'
import { asCaller, keyIn, type RawParts, type RawRoute } from '#server/modules/user/raw-route.ts'
import { newKeySecret } from './key-secret.ts'
import { type WantedKey, wantedKeyFrom } from './new-key.ts'

const permission = 'user.add_apikey'

export const keyRoutes: readonly RawRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/api-keys/',
    permission,
    summary: 'Issues a key of a service account; its secret is in this answer and nowhere else.',
    run: issue,
  },
  {
    method: 'POST',
    path: '/api/v1/api-keys/:key/rotate/',
    permission,
    summary: 'Issues the next key with the same limits; the old one ends after `overlap_hours`.',
    run: rotate,
  },
]

async function issue(parts: RawParts, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const wanted = wantedKeyFrom(request.body, parts.server.now())
  const answer = await asCaller(parts, request, permission, async (ctx) => {
    await mustBeOurs(wanted.serviceAccount, ctx)
    return makeKey(wanted, null, ctx)
  })
  reply.status(201)
  return answer
}

/** Whoever makes a key can do all that its account may. */
async function mustBeOurs(serviceAccount: string, ctx: Context): Promise<void> {
  const text = 'select account_id from service_account where tenant_id = $1 and id = $2 and is_active'
  const [found] = await ctx.rows<{ account_id: string }>(text, [ctx.tenantId, serviceAccount])
  if (found === undefined) {
    throw invalid('/service_account', 'kit.reference_missing', { record: 'service account' })
  }
  await mustHoldWhatTheyHold([found.account_id], ctx)
}

const insertText = `insert into api_key (tenant_id, id, service_account_id, name, prefix, scopes, networks,
    expires_at, usage_limit, per_minute, replaces_id, created_at, updated_at, created_by, updated_by)
  values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9, $10, $11, $12, $12, $13, $13)`
const secretText = 'insert into api_key_secret (tenant_id, api_key_id, digest) values ($1, $2, $3)'

async function makeKey(wanted: WantedKey, replaces: string | null, ctx: Context) {
  const [id, { prefix, secret, digest }] = [newId(), newKeySecret()]
  const { serviceAccount, name, scopes, networks, usageLimit, perMinute } = wanted
  const expiresAt = wanted.expiresAt.toISOString()
  await ctx.rows(insertText, [
    ctx.tenantId,
    id,
    serviceAccount,
    name,
    prefix,
    JSON.stringify(scopes),
    JSON.stringify(networks),
    expiresAt,
    usageLimit,
    perMinute,
    replaces,
    ctx.now.toISOString(),
    ctx.identity.userId,
  ])
  await ctx.rows(secretText, [ctx.tenantId, id, digest])
  const facts = { service_account: serviceAccount, name, prefix, scopes, networks, expires_at: expiresAt }
  const limits = { usage_limit: usageLimit, per_minute: perMinute, replaces }
  note(replaces === null ? 'KEY_CREATED' : 'KEY_ROTATED', id, name, { ...facts, ...limits }, ctx)
  return { id, ...facts, ...limits, status: 'active', secret }
}

function note(
  action: string,
  id: string,
  label: string,
  facts: Readonly<Record<string, unknown>>,
  ctx: Context,
): void {
  const changes = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, { old: null, new: value }]),
  )
  const entry = { action, record: 'user.api_key', recordId: id, label, organizationId: null, changes }
  writeAudit([entry], ctx)
}

interface StoredKey {
  readonly service_account_id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly networks: readonly string[]
  readonly created_at: string
  readonly expires_at: string
  readonly usage_limit: number | null
  readonly per_minute: number | null
  readonly status: string
}

const hour = 60 * 60_000
const usualOverlap = 24
const mostOverlap = 720

async function rotate(parts: RawParts, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const [id, overlap] = [keyIn(request), overlapFrom(request.body)]
  const answer = await asCaller(parts, request, permission, async (ctx) => {
    const text = 'select * from api_key where tenant_id = $1 and id = $2 for update'
    const [old] = await ctx.rows<StoredKey>(text, [ctx.tenantId, id])
    if (old === undefined) throw new Refusal('kit.not_found')
    if (old.status !== 'active' || Date.parse(old.expires_at) <= ctx.now.getTime()) refuse('user.key_revoked')
    await mustBeOurs(old.service_account_id, ctx)
    const fresh = await makeKey(successorOf(old, ctx.now), id, ctx)
    await endAt(id, new Date(ctx.now.getTime() + overlap * hour), ctx)
    return fresh
  })
  reply.status(201)
  return answer
}

function overlapFrom(body: unknown): number {
  const hours = (isObject(body) ? body.overlap_hours : undefined) ?? usualOverlap
  if (typeof hours === 'number' && hours >= 0 && hours <= mostOverlap) return hours
  const parameters = { expected: `a number of hours from 0 to ${mostOverlap}` }
  throw invalid('/overlap_hours', 'kit.wrong_type', parameters)
}

/** For as long as the old one was meant to last. */
function successorOf(old: StoredKey, now: Date): WantedKey {
  const life = Date.parse(old.expires_at) - Date.parse(old.created_at)
  return {
    serviceAccount: old.service_account_id,
    name: old.name,
    scopes: old.scopes,
    networks: old.networks,
    expiresAt: new Date(now.getTime() + life),
    usageLimit: old.usage_limit,
    perMinute: old.per_minute,
  }
}

/** An overlap never lengthens a life; none at all is the end. */
async function endAt(id: string, end: Date, ctx: Context): Promise<void> {
  const text = `update api_key set expires_at = least(expires_at, $3),
      status = case when $3 <= $4 then 'revoked' else status end,
      version = version + 1, updated_at = $4, updated_by = $5
    where tenant_id = $1 and id = $2`
  await ctx.rows(text, [ctx.tenantId, id, end.toISOString(), ctx.now.toISOString(), ctx.identity.userId])
}
