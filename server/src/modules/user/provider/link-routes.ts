/** Linking one's own account: whoever has just proven here who he is proves it at the provider as well. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import type { Context } from '#server/kit/context.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { keyIn, type RawParts, type RawRoute } from '#server/modules/user/raw-route.ts'
import { credentialsFrom } from '#server/modules/user/sign-in.ts'
import { loadProvider, noteRefusal, type Provider } from './enter-by-provider.ts'
import { askDirectory, DirectoryDown } from './ldap.ts'
import { inAccount, linkAccount, mustBeFree } from './link-account.ts'
import { startAddress } from './oidc.ts'
import { callbackAddress, tell } from './provider-routes.ts'
import { beginRoundTrip, pageOf } from './round-trip.ts'

const text = { type: 'string', maxLength: 1000 }

export const linkRoutes: readonly RawRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/auth/providers/:key/link/',
    permission: 'signed-in',
    isLimited: true,
    summary:
      'Links your account to a directory by `username` and `password`, else tells the `address` to go to for it.',
    body: { type: 'object', properties: { username: text, password: text, next: text } },
    answer: {
      type: 'object',
      required: ['address'],
      properties: { address: { type: ['string', 'null'] } },
    },
    run: begin,
  },
]

async function begin(parts: RawParts, request: FastifyRequest, reply: FastifyReply) {
  const id = keyIn(request)
  const link = await inAccount(parts, request, async (ctx, accessId) => {
    await mustNotBeLocked(ctx)
    await mustBeFree(id, null, ctx)
    return { accessId, tenantId: ctx.tenantId }
  })
  const provider = await loadProvider(parts, id, factsOf(request))
  if (provider === null || provider.tenantId !== link.tenantId) throw new Refusal('kit.not_found')
  if (provider.provider.kind === 'ldap') {
    await linkByPassword(parts, request, provider)
    return { address: null }
  }
  const { next } = isObject(request.body) ? request.body : {}
  const wanted = { provider: id, next: pageOf(next), link: link.accessId }
  const trip = beginRoundTrip(wanted, reply, parts.authenticator.isSecure)
  try {
    return { address: (await startAddress(provider, trip, callbackAddress(parts, request, id))).href }
  } catch (error) {
    await tell(parts, request, provider, error)
    return refuse('user.provider_unreachable')
  }
}

async function mustNotBeLocked({ identity, rows, now }: Context): Promise<void> {
  const values = [identity.userId, now.toISOString()]
  const [lock] = await rows<{ locked: boolean }>('select kontor.is_locked($1, $2) as locked', values)
  if (lock?.locked) refuse('user.locked')
}

async function linkByPassword(parts: RawParts, request: FastifyRequest, provider: Provider): Promise<void> {
  const { username, password } = credentialsFrom(request.body)
  // A linked entry is somebody else's: its password is not tried here, so nobody guesses it here.
  const mayTry = async (subject: string) => (await ownerOf(parts, request, provider, subject)) === null
  try {
    const { claims } = await askDirectory(provider, { username, password, mayTry })
    if (claims !== null) return await linkAccount(parts, request, provider, claims)
  } catch (error) {
    if (!(error instanceof DirectoryDown)) throw error
    await noteRefusal(parts, provider, `no server answers: ${error.message}`, factsOf(request))
    refuse('user.provider_unreachable')
  }
  // Counts like a wrong password of one’s own: after five the account locks for a while.
  await inAccount(parts, request, async ({ identity, rows, now, request: facts }) => {
    const context = JSON.stringify({ ...originOf(facts), method: 'ldap', step: 'link', reason: 'password' })
    await rows('select kontor.note_failure($1, $2, $3)', [identity.userId, now.toISOString(), context])
  })
  refuse('user.link_refused')
}

const ownerOf = (parts: RawParts, request: FastifyRequest, { provider }: Provider, subject: string) =>
  inAccount(parts, request, async ({ tenantId, rows }) => {
    const owner = `select user_id from external_identity
      where tenant_id = $1 and provider_id = $2 and subject = $3`
    const [found] = await rows<{ user_id: string }>(owner, [tenantId, provider.id, subject])
    return found?.user_id ?? null
  })
