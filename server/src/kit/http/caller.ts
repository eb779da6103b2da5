/** Makes the caller of a request: identity, active organization, language and where it came from. */
import type { FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Caller, RequestFacts } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { chooseLanguage } from '#server/kit/language.ts'
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

/** Stands for whoever reads open reference data without signing in; reaches no tenant. */
const nobody: Identity = {
  userId: '00000000-0000-0000-0000-000000000000',
  userName: '',
  displayName: '',
  language: 'en',
  tenantId: '00000000-0000-0000-0000-000000000000',
  memberships: [],
  objects: new Map(),
  nextChangeAt: Number.POSITIVE_INFINITY,
  organizations: new Map(),
  organizationIds: [],
  usableIds: [],
  permissionCache: new Map(),
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
    const fault = {
      pointer: 'X-Organization',
      code: 'kit.reference_missing',
      parameters: { record: 'organization.organization' },
    }
    throw new Refusal('kit.invalid', {}, [fault])
  }
  return header.toLowerCase()
}
