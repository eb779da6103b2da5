/** All that a user may do, each permission with where it holds and what gives it (REV-02). */
import type { Effective } from '#contract/user/access-trace.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { grants, isOwnOnly, reachOf } from '#server/kit/rights.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'
import { grantChains, stateOf } from './grant-chains.ts'
import { permissionLabel } from './permission-label.ts'
import { whoseAccess } from './whose-access.ts'

export const effectiveRoute: Route = {
  method: 'GET',
  path: '/api/v1/access/effective/',
  permission: 'signed-in',
  summary: 'Lists every permission a user holds, with the organizations and the assignments it comes from.',
  run: effective,
}

async function effective(ctx: Context, { query }: Call): Promise<Answer> {
  const { userId, identity, known } = await whoseAccess(query.user, ctx)
  const chains = (await grantChains(userId, ctx)).filter(
    (chain) => known.has(chain.organization) && stateOf(chain, ctx.now) === 'effective',
  )
  const results: Effective['results'] = permissions.flatMap(({ code, module, record, verb }) => {
    if (identity === null) return []
    const { whole, own } = reachOf(identity, code)
    const [organizations = [], ownIn = []] = [[...whole], [...own]].map((list) =>
      list.filter((id) => known.has(id)),
    )
    if (organizations.length === 0 && ownIn.length === 0) return []
    const sources = chains
      .filter(({ permissions: given }) => given.some((granted) => grants(granted, code)))
      .map(({ id, kind, role, role_name, organization, organization_name, path, ends_at }) => {
        const membership = identity.memberships.find((each) => each.id === id)
        const isOwn = membership !== undefined && isOwnOnly(membership, code)
        const where = { organization, organization_name }
        return { id, kind, role, role_name, ...where, path, ends_at, own_rows_only: isOwn }
      })
    const label = permissionLabel(code, ctx.language)
    return [{ permission: code, label, module, record, verb, organizations, own_rows_in: ownIn, sources }]
  })
  const objects = [...(identity?.objects ?? [])].map(([record, { view, change, delete: remove }]) => ({
    record,
    view: [...view],
    change: [...change],
    delete: [...remove],
  }))
  return { status: 200, body: { user: userId, count: results.length, results, objects } }
}
