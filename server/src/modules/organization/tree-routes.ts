/** The organizations above and below one, as the list shows them (ORG-24 to ORG-26). */
import { organization } from '#contract/organization/organization.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route, Routes } from '#server/kit/http/route.ts'
import { withPermissions } from '#server/kit/permissions.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne, readRows } from '#server/kit/query/read.ts'

/** Depth first, children by name; the path of names is what sorts so. */
const below = `with recursive tree as (
    select id, array[]::text[] as path from organization where tenant_id = $1 and id = $2
    union all
    select o.id, t.path || o.name || o.id::text
    from tree t join organization o on o.tenant_id = $1 and o.parent_id = t.id
  )
  select id from tree where id <> $2 order by path`
const above = `select a.id from organization o cross join unnest(o.ancestor_ids) with ordinality a (id, place)
  where o.tenant_id = $1 and o.id = $2 and a.id <> $2 order by a.place`
const directlyBelow = 'select id from organization where tenant_id = $1 and parent_id = $2 order by name, id'

export const treeRoutes: Routes = [
  treeRoute('descendants', below, 'Lists all organizations below one, depth first.'),
  treeRoute('ancestors', above, 'Lists the organizations above one, from the root down.'),
  treeRoute('children', directlyBelow, 'Lists the organizations directly below one.'),
]

function treeRoute(name: string, text: string, summary: string): Route {
  return {
    method: 'GET',
    path: `/api/v1/organizations/:key/${name}/`,
    permission: 'organization.view_organization',
    summary,
    run: (ctx, call) => listTree(text, ctx, call),
  }
}

/** All on one page: a tree is drawn whole. Those the caller may not see are left out. */
async function listTree(text: string, ctx: Context, { params }: Call) {
  const id = await resolveKey(organization, params.key ?? '', ctx)
  await readOne(organization, id, ctx)
  const found = await ctx.rows<{ id: string }>(text, [ctx.tenantId, id])
  const ids = found.map((row) => row.id)
  const results = await withPermissions(organization, await readRows(organization, ids, ctx), ctx)
  const body = { count: results.length, count_is_exact: true, next: null, previous: null, results }
  return { status: 200, body }
}
