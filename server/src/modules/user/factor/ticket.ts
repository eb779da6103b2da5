/** Tickets: what somebody holds between the steps of a sign-in. They open nothing but the next step. */
import type { RequestFacts } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { digestOf, newSecret } from '#server/modules/user/session.ts'
import { deviceClass } from '#server/modules/user/session/device-name.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import type { Channel, Rows } from './parts.ts'

export type Step = 'second_factor' | 'enrol_factor' | 'change_password'

export interface Ticket {
  readonly id: string
  readonly step: Step
  readonly channel: Channel
  /** How the steps before were proven: `password`, `password totp`. */
  readonly proven: string
  readonly identity: Identity
}

const lifetime = 10 * 60_000

/** The key of a new ticket, bound to address and kind of device. */
export async function giveTicket(
  { tenantId, userId }: Identity,
  { step, channel, proven }: Pick<Ticket, 'step' | 'channel' | 'proven'>,
  facts: RequestFacts,
  rows: Rows,
  now: Date,
): Promise<string> {
  const secret = newSecret()
  const text = `insert into sign_in_ticket (tenant_id, user_id, token_digest, step, channel, proven, address,
      device, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
  await rows('delete from sign_in_ticket where user_id = $1 and expires_at <= $2', [
    userId,
    now.toISOString(),
  ])
  await rows(text, [
    tenantId,
    userId,
    digestOf(secret),
    step,
    channel,
    proven,
    facts.address,
    deviceClass(facts.device),
    now.toISOString(),
    new Date(now.getTime() + lifetime).toISOString(),
  ])
  return secret
}

interface StoredTicket extends Omit<Ticket, 'identity'> {
  readonly identity: StoredIdentity | null
}

/** Locks a ticket for this transaction; null for any that is no good, which the trail then tells. */
export async function openTicket(
  secret: string,
  steps: readonly Step[],
  channels: readonly Channel[],
  facts: RequestFacts,
  rows: Rows,
  now: Date,
): Promise<Ticket | null> {
  const text = 'select * from kontor.open_ticket($1, $2, $3, $4, $5, $6)'
  const values = [digestOf(secret), steps, channels, now.toISOString(), JSON.stringify(originOf(facts))]
  const [row] = await rows<StoredTicket>(text, [...values, deviceClass(facts.device)])
  if (!row?.identity) return null
  return { ...row, identity: identityFrom(row.identity) }
}

export async function useTicket({ id }: Ticket, rows: Rows, now: Date): Promise<void> {
  await rows('update sign_in_ticket set used_at = $2 where id = $1', [id, now.toISOString()])
}
