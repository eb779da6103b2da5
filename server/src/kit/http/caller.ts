/** Makes the caller of a request: identity, active organization, language and where it came from. */
import type { FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import type { Caller, RequestFacts } from '#server/kit/context.ts'
import { type Identity, nobody } from '#server/kit/identity.ts'
import type { Authenticate } from './route.ts'

export function factsOf(request: FastifyRequest): RequestFacts {
  const forced = /^\/(en|de)\//.exec(request.originalUrl)?.[1]
  return {
    id: request.id,
    address: request.ip,
    device: String(request.headers['user-agent'] ?? '').slice(0, 200),
    language: forced ?? chooseLanguage(request.headers['accept-language']),
  }
}

const languages = ['en', 'de']

/** The first language of `Accept-Language` that is complete; English otherwise (RULINGS 26). */
function chooseLanguage(header = ''): string {
  const wanted = header.split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return wanted.find((language) => languages.includes(language)) ?? 'en'
}

export async function callerOf(
  request: FastifyRequest,
  authenticate: Authenticate,
  isOpen: boolean,
): Promise<Caller> {
  const identity = await authenticate(request)
  if (identity === null && !isOpen) throw new Refusal('kit.not_signed_in')
  const known = ofRequest(identity ?? nobody)
  return { identity: known, organizationId: activeOrganization(request, known), request: factsOf(request) }
}

/** Identities are shared by requests; what an elevation made possible belongs to one. */
function ofRequest(identity: Identity): Identity {
  const { memberships, lentRows } = identity
  const isElevated = memberships.some(({ kind }) => kind === 'elevation') || (lentRows?.size ?? 0) > 0
  return isElevated ? { ...identity, usedElevations: new Set() } : identity
}

function activeOrganization(request: FastifyRequest, identity: Identity): string | null {
  const header = request.headers['x-organization']
  if (typeof header !== 'string' || header === '') return null
  if (!isUuid(header) || !identity.organizations.has(header.toLowerCase())) {
    throw invalid('X-Organization', 'kit.reference_missing', { record: 'organization.organization' })
  }
  return header.toLowerCase()
}
