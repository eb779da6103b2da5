/** Works on a ticket: a wrong proof is counted and kept, a right one spends the ticket, both in one transaction. */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '#contract/kit/failure.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import { inTransaction, type Transaction } from '#server/platform/database.ts'
import { type Parts, textsOf } from '#server/modules/user/auth-route.ts'
import { enterTenant, noTenant, originOf } from '#server/modules/user/entering.ts'
import type { Channel } from './parts.ts'
import { type Place, placeOf } from './passkeys.ts'
import { openTicket, type Step, type Ticket, useTicket } from './ticket.ts'

interface Work<T> {
  /** For what does not yet finish the step. */
  readonly keepsTicket?: boolean
  /** True, or the reason for the trail. */
  prove(ticket: Ticket, transaction: Transaction): Promise<true | string>
  goOn(ticket: Ticket, transaction: Transaction): Promise<T>
}

type Outcome<T> = { readonly result: T } | { readonly refused: string }

export async function withTicket<T>(
  { server }: Parts,
  request: FastifyRequest,
  steps: readonly Step[],
  channels: readonly Channel[],
  work: Work<T>,
): Promise<T> {
  const { ticket: secret } = textsOf(request.body, ['ticket'])
  const [facts, now] = [factsOf(request), server.now()]
  const outcome = await inTransaction(server.pool, noTenant, async (transaction): Promise<Outcome<T>> => {
    const { rows } = transaction
    const ticket = await openTicket(secret, steps, channels, facts, rows, now)
    if (ticket === null) return { refused: 'user.ticket_over' }
    const { userId } = ticket.identity
    await enterTenant(transaction, ticket.identity)
    const proof = await work.prove(ticket, transaction)
    if (proof !== true) {
      const context = JSON.stringify({ ...originOf(facts), step: ticket.step, reason: proof })
      await rows('select kontor.note_failure($1, $2, $3)', [userId, now.toISOString(), context])
      return { refused: 'user.factor_wrong' }
    }
    if (!work.keepsTicket) await useTicket(ticket, rows, now)
    return { result: await work.goOn(ticket, transaction) }
  })
  // Only now, so that what was counted stays counted.
  if ('refused' in outcome) throw new Refusal(outcome.refused)
  return outcome.result
}

/** Null where no passkey can be used here, which is no reason to refuse other factors. */
export function placeIfAny({ authenticator }: Parts, request: FastifyRequest): Place | null {
  const { webauthn } = authenticator.settings
  return webauthn.relyingPartyId === undefined ? null : placeOf(webauthn, request)
}
