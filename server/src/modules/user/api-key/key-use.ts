/** Gathers the use of keys in memory and writes it now and then, so that no call waits for it. */
import type { FastifyBaseLogger } from 'fastify'
import { inTransaction, type Pool, type Transaction } from '#server/platform/database.ts'
import type { KeyFacts } from '#server/modules/user/access-cache.ts'
import { createRefusedKeys, type RefusedKeys } from './refused-keys.ts'

export interface Use {
  readonly route: string
  readonly address: string
  readonly device: string
  readonly isRefused: boolean
}

export type AlertKind = 'new_network' | 'refused_network' | 'spike' | 'limit_reached'

export interface KeyUse {
  note(key: KeyFacts, use: Use): void
  alert(key: KeyFacts, kind: AlertKind, detail: string): void
  /** A key that was sent and let nobody in. */
  readonly refused: RefusedKeys['note']
  /** Writes what was gathered; done by itself every few seconds and at the end. */
  flush(): Promise<void>
  stop(): Promise<void>
}

interface Gathered {
  readonly key: KeyFacts
  readonly routes: Map<string, { calls: number; refusals: number }>
  readonly places: Map<string, { address: string; device: string; calls: number }>
  readonly alerts: Map<string, { kind: AlertKind; detail: string }>
  calls: number
}

const flushEvery = 5000
/** Of one key between two writings; what goes beyond is counted under the last. */
const mostKinds = 1000
/** So many times the daily average of a week before, and at least so many calls, are unusual. */
const spike = { times: 10, least: 1000 }

export function createKeyUse(pool: Pool, now: () => Date, log: FastifyBaseLogger): KeyUse {
  let gathered = new Map<string, Gathered>()
  let running: Promise<void> = Promise.resolve()
  const refusals = createRefusedKeys(pool)
  const ticking = setInterval(() => void flush(), flushEvery).unref()

  function of(key: KeyFacts): Gathered {
    const found = gathered.get(key.id)
    if (found !== undefined) return found
    const fresh = { key, routes: new Map(), places: new Map(), alerts: new Map(), calls: 0 }
    gathered.set(key.id, fresh)
    return fresh
  }

  async function write(): Promise<void> {
    const [uses, instant] = [[...gathered.values()], now()]
    gathered = new Map()
    await refusals
      .write(instant)
      .catch((error: unknown) => log.error(error, 'refused API keys were not written down'))
    for (const use of uses) {
      const settings = {
        tenantId: use.key.tenantId,
        organizationId: null,
        organizationIds: [],
        usableIds: [],
        userId: null,
      }
      try {
        await inTransaction(pool, settings, (transaction) => writeUse(use, transaction, instant))
      } catch (error) {
        log.error(error, 'the use of an API key was not written down')
      }
    }
  }

  /** One after the other, so that two writings of a key never wait for each other. */
  function flush(): Promise<void> {
    running = running.then(write)
    return running
  }

  return {
    note(key, { route, address, device, isRefused }) {
      const found = of(key)
      found.calls += 1
      const counts = entry(found.routes, route, () => ({ calls: 0, refusals: 0 }))
      counts.calls += 1
      if (isRefused) counts.refusals += 1
      entry(found.places, `${address} ${device}`, () => ({ address, device, calls: 0 })).calls += 1
    },
    alert: (key, kind, detail) => void of(key).alerts.set(`${kind} ${detail}`, { kind, detail }),
    refused: refusals.note,
    flush,
    async stop() {
      clearInterval(ticking)
      await flush()
    },
  }
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? (map.size >= mostKinds ? [...map.values()].at(-1) : undefined)
  if (found !== undefined) return found
  const fresh = make()
  map.set(key, fresh)
  return fresh
}

const usageText = `insert into api_key_usage (tenant_id, api_key_id, day, route, calls, refusals)
  select $1, $2, $3::date, r.route, r.calls, r.refusals
  from jsonb_to_recordset($4::jsonb) r(route text, calls bigint, refusals bigint)
  on conflict (tenant_id, api_key_id, day, route) do update
  set calls = api_key_usage.calls + excluded.calls, refusals = api_key_usage.refusals + excluded.refusals`
/** Which of the addresses is new to a key that had others before. */
const placeText = `with known as (
    select count(*) > 0 as is_used from api_key_address where tenant_id = $1 and api_key_id = $2
  ), sent as (
    select * from jsonb_to_recordset($4::jsonb) r(address text, device text, calls bigint)
  ), fresh as (
    select distinct s.address from sent s, known k
    where k.is_used and not exists (select from api_key_address a
      where a.tenant_id = $1 and a.api_key_id = $2 and a.address = s.address)
  ), written as (
    insert into api_key_address (tenant_id, api_key_id, address, device, first_seen_at, last_seen_at, calls)
    select $1, $2, left(address, 100), left(device, 500), $3, $3, calls from sent
    on conflict (tenant_id, api_key_id, address, device) do update
    set last_seen_at = excluded.last_seen_at, calls = api_key_address.calls + excluded.calls
    returning address, device, xmax = 0 as is_first
  )
  select w.address, w.device, w.is_first, w.address in (select address from fresh) as is_fresh from written w`
const keyText = `update api_key set last_used_at = greatest(last_used_at, $3),
    use_count = least(2000000000, use_count + case when usage_limit is null then $4::integer else 0 end)
  where tenant_id = $1 and id = $2`
const spikeText = `select coalesce(sum(calls) filter (where day = $3::date), 0)::integer as today,
    coalesce(sum(calls) filter (where day < $3::date), 0)::integer as before
  from api_key_usage where tenant_id = $1 and api_key_id = $2 and day > $3::date - 8`
const auditText = `insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id,
    record_label, context)
  select $1, a.account_id, left(a.name || ' (' || k.prefix || ')', 150), 'KEY_USED', 'user.api_key', $2::text,
    k.name, jsonb_build_object('ip_address', $3::text, 'device', $4::text)
  from api_key k join service_account a on a.tenant_id = k.tenant_id and a.id = k.service_account_id
  where k.tenant_id = $1 and k.id = $2::uuid`

async function writeUse({ key, routes, places, alerts, calls }: Gathered, { rows }: Transaction, now: Date) {
  const ids = [key.tenantId, key.id]
  const day = now.toISOString().slice(0, 10)
  const all = [...alerts.values()]
  if (calls > 0) {
    const uses = [...routes].map(([route, counts]) => ({ route, ...counts }))
    await rows(usageText, [...ids, day, JSON.stringify(uses)])
    const seen = await rows<{ address: string; device: string; is_first: boolean; is_fresh: boolean }>(
      placeText,
      [...ids, now.toISOString(), JSON.stringify([...places.values()])],
    )
    // Who came from where stands in the trail the first time; how often, in the history of use.
    for (const { address, device, is_first: isFirst } of seen) {
      if (isFirst) await rows(auditText, [...ids, address, device])
    }
    const fresh = new Set(seen.flatMap(({ address, is_fresh: isFresh }) => (isFresh ? [address] : [])))
    for (const detail of fresh) all.push({ kind: 'new_network', detail })
    await rows(keyText, [...ids, now.toISOString(), calls])
    const [counts] = await rows<{ today: number; before: number }>(spikeText, [...ids, day])
    const { today = 0, before = 0 } = counts ?? {}
    if (today >= spike.least && before > 0 && today > (before / 7) * spike.times) {
      all.push({ kind: 'spike', detail: `> ${Math.round((before / 7) * spike.times)}` })
    }
  }
  for (const { kind, detail } of all) {
    await rows('select kontor.alert_about_key($1, $2, $3, $4)', [key.id, kind, detail, now.toISOString()])
  }
}
