/** Opens what somebody who proved himself works with: a browser's session or a program's pair of tokens. */
import { randomUUID } from 'node:crypto'
import type { RequestFacts } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import type { Transaction } from '#server/platform/database.ts'
import type { SessionSettings } from '#server/platform/identity-configuration.ts'
import type { AccessTokens } from './access-token.ts'
import { digestOf, newSecret, sessionLimits } from './session.ts'

export interface OpenedSession {
  readonly id: string
  readonly secret: string
  readonly csrfToken: string
  readonly lifetime: number
}

/** Where somebody comes from; refreshing tokens makes nothing unusual. */
export interface Origin extends RequestFacts {
  readonly isUnusual?: boolean
}

export async function openSession(
  identity: Identity,
  { rows }: Transaction,
  { address, device, isUnusual = false }: Origin,
  now: Date,
  settings: SessionSettings,
): Promise<OpenedSession> {
  const { lifetime, idle } = sessionLimits(identity, settings)
  const [secret, csrfToken] = [newSecret(), newSecret()]
  const text = `insert into user_session (tenant_id, user_id, token_digest, csrf_token, created_at,
      last_seen_at, expires_at, idle_limit, address, device, is_unusual)
    values ($1, $2, $3, $4, $5, $5, $6, make_interval(secs => $7), $8, $9, $10) returning id`
  const [row] = await rows<{ id: string }>(text, [
    identity.tenantId,
    identity.userId,
    digestOf(secret),
    csrfToken,
    now.toISOString(),
    new Date(now.getTime() + lifetime).toISOString(),
    idle / 1000,
    address,
    device,
    isUnusual,
  ])
  return { id: row?.id ?? '', secret, csrfToken, lifetime }
}

export interface TokenPair {
  readonly access: string
  readonly refresh: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
}

/** `familyId` is that of the token just spent; a new sign-in begins a family. */
export async function openTokens(
  identity: Identity,
  { rows }: Transaction,
  tokens: AccessTokens,
  { address, device, isUnusual = false }: Origin,
  now: Date,
  familyId: string = randomUUID(),
): Promise<TokenPair> {
  const refresh = newSecret()
  const text = `insert into refresh_token (tenant_id, user_id, family_id, token_digest, created_at,
      expires_at, address, device, is_unusual)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
  await rows(text, [
    identity.tenantId,
    identity.userId,
    familyId,
    digestOf(refresh),
    now.toISOString(),
    new Date(now.getTime() + tokens.lifetimes.refreshMilliseconds).toISOString(),
    address,
    device,
    isUnusual,
  ])
  const { tenantId, userId } = identity
  const access = await tokens.sign({ tenantId, userId, familyId })
  return { access, refresh, token_type: 'Bearer', expires_in: tokens.lifetimes.accessSeconds }
}
