/** A fresh master key for stored credentials: wraps every data key anew, and on demand makes new data keys. */
import type { AsOwner } from '#server/platform/jobs.ts'
import { formatKeyRing, type KeyRing, rotated } from '#server/platform/key-ring.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'
import { openValue, rewrap, type Sealed, sealValue } from './envelope.ts'
import { keyNamed, loadMasterKeys, masterKeysSecret } from './master-keys.ts'

export interface MasterRotation {
  readonly secrets: SecretsManager
  readonly asOwner: AsOwner
  readonly now: Date
  readonly by: string
  /** Gives each value a new data key, too: for when the database itself was copied. */
  readonly reencrypts?: boolean
}

interface Row extends Sealed {
  readonly tenant_id: string
  readonly credential_id: string
}

/** A process that read the earlier key a moment ago may still write with it. */
const keptFor = 24 * 60 * 60_000

const auditText = `insert into audit_log (tenant_id, actor_name, action, record_label, context)
  select o.id, $1::text, 'CREDENTIAL_KEYS_ROTATED', $2::text, $3::jsonb
  from organization o where o.id = o.tenant_id`

/** Gives back the id of the key now in use, and how many credentials it wraps. */
export async function rotateMasterKeys(rotation: MasterRotation): Promise<{ id: string; count: number }> {
  const { secrets, asOwner, now, by, reencrypts = false } = rotation
  const before = await loadMasterKeys(secrets)
  // First the key is kept, then it is used: cut off between the two, all still opens.
  const ring = rotated(before, now, new Date(0))
  await secrets.update(masterKeysSecret, formatKeyRing(ring))
  const count = await rewrapAll(ring, asOwner, reencrypts)
  await secrets.update(masterKeysSecret, formatKeyRing(await withoutUnused(ring, asOwner, now)))
  const context = JSON.stringify({ previous: before.active.id, credentials: count, reencrypted: reencrypts })
  await asOwner(auditText, [by, ring.active.id, context])
  return { id: ring.active.id, count }
}

async function rewrapAll(ring: KeyRing, asOwner: AsOwner, reencrypts: boolean): Promise<number> {
  const text = `select tenant_id, credential_id, master_key, wrapped_key, sealed_value
    from stored_credential_value where master_key <> $1 order by tenant_id, credential_id limit 500`
  let count = 0
  for (;;) {
    const rows = await asOwner<Row>(text, [ring.active.id])
    if (rows.length === 0) return count
    for (const row of rows) await wrapAnew(row, ring, asOwner, reencrypts)
    count += rows.length
  }
}

async function wrapAnew(row: Row, ring: KeyRing, asOwner: AsOwner, reencrypts: boolean): Promise<void> {
  const place = { tenantId: row.tenant_id, credentialId: row.credential_id }
  const from = keyNamed(ring, row.master_key)
  const fresh = reencrypts
    ? sealValue(openValue(row, from, place), ring.active, place)
    : rewrap(row, from, ring.active, place)
  // Unless somebody has just set another value: then the next round finds it.
  const text = `update stored_credential_value set master_key = $3, wrapped_key = $4, sealed_value = $5
    where tenant_id = $1 and credential_id = $2 and wrapped_key = $6`
  const { master_key, wrapped_key, sealed_value } = fresh
  await asOwner(text, [
    row.tenant_id,
    row.credential_id,
    master_key,
    wrapped_key,
    sealed_value,
    row.wrapped_key,
  ])
}

async function withoutUnused(ring: KeyRing, asOwner: AsOwner, now: Date): Promise<KeyRing> {
  const rows = await asOwner<{ master_key: string }>(
    'select distinct master_key from stored_credential_value',
    [],
  )
  const used = new Set(rows.map(({ master_key: id }) => id))
  const isRecent = (retiredAt: string | null) =>
    retiredAt === null || now.getTime() - Date.parse(retiredAt) < keptFor
  return { ...ring, keys: ring.keys.filter(({ id, retiredAt }) => used.has(id) || isRecent(retiredAt)) }
}
