/** Puts a fresh signing key in use: kept, proven, audited, and told to every running process. */
import { refuse } from '#contract/user/failures.ts'
import { formatKeyRing, rotated } from '#server/platform/key-ring.ts'
import type { AsOwner } from '#server/platform/jobs.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'
import { createAccessTokens, longestAccessSeconds } from '#server/modules/user/access-token.ts'
import { loadTokenRing, openTokenKeys, tokenKeysSecret } from './token-keys.ts'

export interface Rotation {
  readonly secrets: SecretsManager
  readonly asOwner: AsOwner
  readonly now: Date
  /** Whoever did it, for the trail. */
  readonly by: string
  /** After an incident: what the earlier keys signed is refused from now on. */
  readonly dropsEarlier?: boolean
  readonly environment?: Readonly<Record<string, string | undefined>>
}

const day = 24 * 60 * 60_000
/** JWT-08. */
const tokenKeyDays = 30

const auditText = `insert into audit_log (tenant_id, actor_name, action, record_label, context)
  select o.id, $1::text, 'TOKEN_KEYS_ROTATED', $2::text, $3::jsonb from organization o where o.id = o.tenant_id`

/** Gives back the id of the key now in use. */
export async function rotateTokenKeys(rotation: Rotation): Promise<string> {
  const { secrets, asOwner, now, by, dropsEarlier = false, environment = process.env } = rotation
  if (environment.JWT_SECRETS) refuse('user.keys_in_environment')
  const before = await loadTokenRing(secrets, environment)
  // A token signed a moment before by a process that has not heard yet lives its time.
  const keepSince = dropsEarlier ? now : new Date(now.getTime() - longestAccessSeconds * 1000)
  const ring = rotated(before, now, keepSince)
  await secrets.update(tokenKeysSecret, formatKeyRing(ring))
  await mustWork(secrets, environment, now)
  const context = JSON.stringify({ previous: before.active.id, earlier_dropped: dropsEarlier })
  await asOwner(auditText, [by, ring.active.id, context])
  await asOwner(`select pg_notify('kontor_secrets', $1)`, [tokenKeysSecret])
  return ring.active.id
}

/** Nobody is told of keys that sign nothing. */
async function mustWork(
  secrets: SecretsManager,
  environment: Readonly<Record<string, string | undefined>>,
  now: Date,
): Promise<void> {
  const tokens = createAccessTokens(await openTokenKeys(secrets, environment), () => now)
  const [userId, tenantId, familyId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const token = await tokens.sign({ userId, tenantId, familyId })
  if ((await tokens.verify(token))?.userId !== userId) refuse('user.keys_do_not_work')
}

/** Every night: rotates where the key in use is older than thirty days; keys of the environment are its own. */
export async function rotateOldTokenKeys(rotation: Rotation): Promise<void> {
  const { secrets, now, environment = process.env } = rotation
  if (environment.JWT_SECRETS || !secrets.canWrite(tokenKeysSecret)) return
  const { active } = await loadTokenRing(secrets, environment)
  const age = active.createdAt === null ? Infinity : now.getTime() - Date.parse(active.createdAt)
  if (age >= tokenKeyDays * day) await rotateTokenKeys(rotation)
}
