/** Tests each use of a key against its network, its calls a minute and its uses in all, and has it noted. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import { Refusal } from '#contract/kit/failure.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import type { Pool } from '#server/platform/database.ts'
import { noteKeyShare, refusalOf } from '#server/platform/rate-limits.ts'
import type { KeyFacts } from '#server/modules/user/access-cache.ts'
import type { KeyUse } from './key-use.ts'

export interface KeyGuard {
  /** Refuses, or lets the request pass; twice for the same request counts once. */
  admit(key: KeyFacts, request: FastifyRequest): Promise<void>
  /** To be called with every answer. */
  answered(request: FastifyRequest, reply: FastifyReply): void
}

const minute = 60_000

export function createKeyGuard(pool: Pool, use: KeyUse, now: () => Date): KeyGuard {
  const admitted = new WeakMap<FastifyRequest, { readonly key: KeyFacts; readonly pass: Promise<void> }>()
  const windows = new Map<string, { since: number; calls: number }>()

  async function test(key: KeyFacts, request: FastifyRequest): Promise<void> {
    const facts = factsOf(request)
    const { address } = facts
    if (!isWithin(address, key.networks)) {
      use.alert(key, 'refused_network', address)
      use.refused(key.digest, 'network', facts)
      throw new Refusal('user.key_network', { address })
    }
    countInMinute(key, request)
    if (key.isCounted && !(await spend(pool, key))) {
      use.alert(key, 'limit_reached', 'uses')
      use.refused(key.digest, 'uses', facts)
      throw new Refusal('user.key_exhausted')
    }
  }

  function countInMinute({ id, digest, perMinute }: KeyFacts, request: FastifyRequest): void {
    if (perMinute === null) return
    const instant = now().getTime()
    let window = windows.get(id)
    if (window === undefined || instant - window.since >= minute) {
      if (windows.size > 10_000) windows.clear()
      window = { since: instant, calls: 0 }
      windows.set(id, window)
    }
    window.calls += 1
    const seconds = Math.max(1, Math.ceil((window.since + minute - instant) / 1000))
    const share = { max: perMinute, remaining: Math.max(0, perMinute - window.calls), seconds }
    if (window.calls <= perMinute) return noteKeyShare(request, share)
    use.refused(digest, 'calls a minute', factsOf(request))
    throw refusalOf(request, 'key', share)
  }

  return {
    admit(key, request) {
      const known = admitted.get(request)
      if (known !== undefined) return known.pass
      const pass = test(key, request)
      admitted.set(request, { key, pass })
      return pass
    },
    answered(request, reply) {
      const found = admitted.get(request)
      if (found === undefined) return
      const { address, device } = factsOf(request)
      const route = `${request.method} ${request.routeOptions.url ?? '?'}`.slice(0, 200)
      use.note(found.key, { route, address, device, isRefused: reply.statusCode >= 400 })
    },
  }
}

/** No networks: from anywhere. */
function isWithin(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return networks.some((network) => {
    const range = ipaddr.parseCIDR(network)
    return range[0].kind() === parsed.kind() && parsed.match(range)
  })
}

async function spend(pool: Pool, { digest }: KeyFacts): Promise<boolean> {
  const text = 'select kontor.spend_api_key($1) as spent'
  const { rows } = await pool.query<{ spent: boolean }>(text, [digest])
  return rows[0]?.spent === true
}
