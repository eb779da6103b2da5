/** What goes with each 403: the permission in words, who would have it, the way on; and its trace (DEN). */
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import { listPath } from '#contract/record-names.ts'
import { accessRequest } from '#contract/user/access-request.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import type { Authenticate } from '#server/kit/http/route.ts'
import type { Identity } from '#server/kit/identity.ts'
import { Denial, type Place } from '#server/kit/rights.ts'
import type { Pool } from '#server/platform/database.ts'
import { createDenialBound } from './denial-bound.ts'
import { grantingRoles } from './granting-roles.ts'
import { permissionLabel } from './permission-label.ts'

export interface DenialParts {
  readonly pool: Pool
  readonly now: () => Date
  readonly log: FastifyBaseLogger
  readonly authenticate: Authenticate
}

/** Gives what the answer says beside the refusal; nothing to who is not signed in. */
export function createDenials({ pool, now, log, authenticate }: DenialParts) {
  const bound = createDenialBound()
  return async (error: unknown, request: FastifyRequest): Promise<object> => {
    if (!(error instanceof Refusal) || error.code !== 'kit.forbidden') return {}
    try {
      const identity = await authenticate(request)
      if (identity === null) return {}
      const caller = { identity, organizationId: null, request: factsOf(request) }
      return await inContext(pool, caller, now(), async (ctx) => {
        const place = placeOf(error, request, identity)
        const permission = String(error.parameters.permission)
        const key = [identity.userId, permission, place.organizationId, place.row].join(' ')
        const repeated = bound.admit(identity.userId, key, ctx.now.getTime())
        if (repeated !== null) await audit(permission, place, request, repeated, ctx)
        return { denial: await explanation(permission, place, ctx) }
      })
    } catch (failure) {
      log.warn(failure, 'a refusal was not explained')
      return {}
    }
  }
}

/** Where no organization lets him, the one he works in is meant. */
function placeOf(error: Refusal, request: FastifyRequest, identity: Identity): Place {
  const place = error instanceof Denial ? error.place : {}
  const named = String(request.headers['x-organization'] ?? '').toLowerCase()
  if (place.organizationId || !identity.organizations.has(named)) return place
  return { ...place, organizationId: named }
}

async function explanation(permission: string, place: Place, ctx: Context) {
  const organization = place.organizationId ?? null
  const { record = null, row = null } = place
  return {
    permission,
    label: permissionLabel(permission, ctx.language),
    organization,
    organization_name: ctx.identity.organizations.get(organization ?? '')?.name ?? null,
    record,
    row,
    roles: await grantingRoles(permission, ctx),
    // What to send there to ask for it; only the justification is missing.
    request_path: listPath(accessRequest.name),
    request: { permission, organization, record, row_id: row },
  }
}

/** In a transaction of its own, since that of the refused request is rolled back. */
async function audit(
  permission: string,
  { organizationId, record, row }: Place,
  request: FastifyRequest,
  repeated: number,
  ctx: Context,
): Promise<void> {
  const [path = ''] = request.url.split('?')
  const said = (value: unknown) => ({ old: null, new: value })
  const changes = {
    permission: said(permission),
    request: said(`${request.method} ${path.slice(0, 200)}`),
    ...(repeated > 0 ? { repeated: said(repeated) } : {}),
  }
  const where = { record: record ?? null, recordId: row ?? null, organizationId: organizationId ?? null }
  const entry = { action: 'ACCESS_DENIED', ...where, label: permission, changes }
  writeAudit([entry], ctx)
}
