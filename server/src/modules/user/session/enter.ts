/** Opens a session or tokens for somebody who has proven all that was asked, and keeps the rules of sessions. */
import { randomUUID } from 'node:crypto'
import type { Identity } from '#server/kit/identity.ts'
import type { Transaction } from '#server/platform/database.ts'
import type { Authenticator } from '#server/modules/user/authenticator.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { type Entry, noteOwn, type Rows, writeToUser } from '#server/modules/user/factor/parts.ts'
import {
  openSession,
  type OpenedSession,
  openTokens,
  type TokenPair,
} from '#server/modules/user/open-session.ts'
import { confirmAccess } from './confirmed.ts'
import { deviceClass } from './device-name.ts'
import { networkOf } from './network.ts'

export async function enter(
  { tokens, settings }: Authenticator,
  identity: Identity,
  by: string,
  limit: number | null,
  { channel, facts, now }: Entry,
  transaction: Transaction,
): Promise<OpenedSession | TokenPair> {
  const { rows } = transaction
  const context = JSON.stringify({ ...originOf(facts), method: by, channel })
  // First, since it locks the account's row: two sign-ins at once count one another's sessions.
  await rows('select kontor.complete_sign_in($1, $2, $3)', [identity.userId, now.toISOString(), context])
  const isUnusual = await isNewPlace(identity, facts.address, facts.device, rows, now)
  const origin = { ...facts, isUnusual }
  const familyId = randomUUID()
  const opened =
    channel === 'browser'
      ? await openSession(identity, transaction, origin, now, settings.sessions)
      : await openTokens(identity, transaction, tokens, origin, now, familyId)
  const id = 'id' in opened ? opened.id : familyId
  const started = channel === 'browser' ? 'SESSION_STARTED' : 'TOKEN_ISSUED'
  await noteOwn(started, identity, facts, rows, { session: id })
  await confirmAccess(identity, id, rows, now)
  const ended = limit === null ? [] : await endOldest(identity, limit, rows, now)
  for (const { id: session, action } of ended) {
    await noteOwn(action, identity, facts, rows, { session, reason: 'limit' })
  }
  if (isUnusual) await tellUnusual(identity, id, facts, rows, now)
  return opened
}

/** Neither this kind of device nor this network has been seen with the user in the last ninety days. */
async function isNewPlace(
  { tenantId, userId }: Identity,
  address: string,
  device: string,
  rows: Rows,
  now: Date,
): Promise<boolean> {
  const text = `select distinct address, device from (
      (select address, device, created_at from user_session where tenant_id = $1 and user_id = $2
        order by created_at desc limit 200)
      union all
      (select address, device, created_at from refresh_token where tenant_id = $1 and user_id = $2
        order by created_at desc limit 200)) seen
    where created_at > $3::timestamptz - interval '90 days'`
  const seen = await rows<{ address: string; device: string }>(text, [tenantId, userId, now.toISOString()])
  const [network, kind] = [networkOf(address), deviceClass(device)]
  return (
    seen.length > 0 &&
    seen.every((each) => networkOf(each.address) !== network && deviceClass(each.device) !== kind)
  )
}

interface EndedByLimit {
  readonly id: string
  readonly action: 'SESSION_ENDED' | 'TOKEN_REVOKED'
}

/** Those that had to end. */
async function endOldest(
  { tenantId, userId }: Identity,
  limit: number,
  rows: Rows,
  now: Date,
): Promise<EndedByLimit[]> {
  const text = `with live as (
      select id, true as is_session, created_at from user_session
      where tenant_id = $1 and user_id = $2 and ended_at is null and expires_at > $3
        and last_seen_at + idle_limit > $3
      union all
      select family_id, false, min(created_at) from refresh_token
      where tenant_id = $1 and user_id = $2 and revoked_at is null
      group by family_id having max(expires_at) > $3
    ), over as (select id, is_session from live order by created_at desc, id desc offset $4
    ), ended as (
      update user_session set ended_at = $3, end_reason = 'limit'
      where tenant_id = $1 and id in (select id from over where is_session) returning id
    ), revoked as (
      update refresh_token set revoked_at = $3
      where tenant_id = $1 and revoked_at is null
        and family_id in (select id from over where not is_session) returning family_id
    )
    select id, 'SESSION_ENDED' as action from ended
    union all select distinct family_id, 'TOKEN_REVOKED' from revoked`
  return rows<EndedByLimit>(text, [tenantId, userId, now.toISOString(), limit])
}

const outboxText = `insert into outbox_event (tenant_id, event, record, record_id, payload, user_id)
  values ($1, 'user.session_unusual', 'user', $2, $3, $4)`

async function tellUnusual(
  identity: Identity,
  sessionId: string,
  { address, device, id, language }: Entry['facts'],
  rows: Rows,
  now: Date,
): Promise<void> {
  const { tenantId, userId } = identity
  const facts = { address, device, id, language }
  await noteOwn('SESSION_UNUSUAL', identity, facts, rows, { session: sessionId })
  await rows(outboxText, [tenantId, sessionId, JSON.stringify({ address, device }), userId])
  const time = now.toISOString().slice(0, 16).replace('T', ' ')
  await writeToUser('unusual', identity, rows, { device: deviceClass(device) || device, address, time })
}
