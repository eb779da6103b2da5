/** Signing in with the name and password of a directory: the same answers as with those of Kontor. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import { inTransaction } from '#server/platform/database.ts'
import { mustNotComeFromElsewhere } from '#server/modules/user/auth-route.ts'
import { credentials } from '#server/modules/user/auth-schemas.ts'
import { noTenant, originOf } from '#server/modules/user/entering.ts'
import { admit, type Admission } from '#server/modules/user/factor/admit.ts'
import type { Channel } from '#server/modules/user/factor/parts.ts'
import { keyIn, type RawParts, type RawRoute } from '#server/modules/user/raw-route.ts'
import { answer, entryOf } from '#server/modules/user/sign-in-routes.ts'
import { type Credentials, credentialsFrom, provePassword } from '#server/modules/user/sign-in.ts'
import { enterByProvider, loadProvider, noteRefusal, type Provider } from './enter-by-provider.ts'
import { type Answer, askDirectory, DirectoryDown } from './ldap.ts'

const shared = { method: 'POST', permission: 'open', isLimited: true, body: credentials } as const

export const directoryRoutes: readonly RawRoute[] = [
  {
    ...shared,
    path: '/api/v1/auth/providers/:key/login/',
    summary: 'Signs a browser in by the name and password of a directory; answers as `auth/login/` does.',
    answer: { type: 'object' },
    run: (parts, request, reply) => byDirectory('browser', parts, request, reply),
  },
  {
    ...shared,
    path: '/api/v1/auth/providers/:key/token/',
    summary: 'The same for a program.',
    answer: { type: 'object' },
    run: (parts, request, reply) => byDirectory('program', parts, request, reply),
  },
]

async function byDirectory(channel: Channel, parts: RawParts, request: FastifyRequest, reply: FastifyReply) {
  if (channel === 'browser') mustNotComeFromElsewhere(request)
  const given = credentialsFrom(request.body)
  const provider = await loadProvider(parts, keyIn(request), factsOf(request))
  if (provider === null || provider.provider.kind !== 'ldap') throw new Refusal('kit.not_found')
  const admission = await admissionOf(channel, parts, request, provider, given)
  if (admission === null) throw new Refusal('kit.sign_in_failed')
  return answer(admission, parts, reply)
}

async function admissionOf(
  channel: Channel,
  parts: RawParts,
  request: FastifyRequest,
  provider: Provider,
  given: Credentials,
): Promise<Admission | null> {
  const entry = entryOf(channel, parts, request)
  try {
    const mayTry = async (subject: string) => !(await isLocked(parts, provider, subject))
    const found = await askDirectory(provider, { ...given, mayTry })
    if (found.claims === null) return await fail(parts, request, provider, given, found)
    return await enterByProvider(parts, provider, found.claims, entry)
  } catch (error) {
    if (!(error instanceof DirectoryDown)) throw error
    await noteRefusal(parts, provider, `no server answers: ${error.message}`, entry.facts)
    if (!provider.provider.falls_back) return refuse('user.provider_unreachable')
    const { server, authenticator } = parts
    const own = { ...given, tenant: provider.tenant }
    return provePassword(
      server.pool,
      authenticator.passwords,
      own,
      entry.facts,
      entry.now,
      (identity, transaction) =>
        admit(authenticator, { identity, by: 'password', isStrong: false }, entry, transaction),
    )
  }
}

const linkedText = `select user_id from external_identity
  where tenant_id = $1 and provider_id = $2 and subject = $3`

async function isLocked({ server }: RawParts, provider: Provider, subject: string): Promise<boolean> {
  const { tenantId } = provider
  return inTransaction(server.pool, { ...noTenant, tenantId }, async ({ rows }) => {
    const [linked] = await rows<{ user_id: string }>(linkedText, [tenantId, provider.provider.id, subject])
    if (linked === undefined) return false
    const values = [linked.user_id, server.now().toISOString()]
    const [row] = await rows<{ locked: boolean }>('select kontor.is_locked($1, $2) as locked', values)
    return row?.locked === true
  })
}

/** A wrong password counts as one of Kontor does: five, and the account locks for a while. */
async function fail(
  parts: RawParts,
  request: FastifyRequest,
  provider: Provider,
  { username }: Credentials,
  { subject }: Extract<Answer, { claims: null }>,
): Promise<null> {
  const { server } = parts
  const { tenantId } = provider
  const context = {
    ...originOf(factsOf(request)),
    method: 'ldap',
    username_attempt: username,
    reason: 'password',
  }
  const isNoted = await inTransaction(server.pool, { ...noTenant, tenantId }, async ({ rows }) => {
    const [linked] = await rows<{ user_id: string }>(linkedText, [tenantId, provider.provider.id, subject])
    if (linked === undefined) return false
    const values = [linked.user_id, server.now().toISOString(), JSON.stringify(context)]
    await rows('select kontor.note_failure($1, $2, $3)', values)
    return true
  })
  if (!isNoted) await noteRefusal(parts, provider, `name or password of ${username}`, factsOf(request))
  return null
}
