/** Counts each request for whom it comes from, once that is known; credentials that are no good count as nobody's. */
import type { Authenticate } from '#server/kit/http/route.ts'
import type { RateLimits } from '#server/platform/rate-limits.ts'
import type { Authenticator } from './authenticator.ts'

export function countedBy(limits: RateLimits, authenticator: Pick<Authenticator, 'accessOf'>): Authenticate {
  return async (request) => {
    const access = await authenticator.accessOf(request).catch(async (error: unknown) => {
      await limits.stranger(request)
      throw error
    })
    if (access === null) {
      await limits.stranger(request)
      return null
    }
    const { identity, id, csrfToken } = access
    if (csrfToken === null) await limits.known(request, 'account', identity.userId)
    else await limits.known(request, 'session', id)
    return identity
  }
}
