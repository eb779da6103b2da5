/** The permissions there are, for whoever puts a role together. */
import type { Context } from '#server/kit/context.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import { permissionLabel } from './access/permission-label.ts'
import { permissions } from './permission-codes.ts'

export const permissionRoutes: Routes = [
  {
    method: 'GET',
    path: '/api/v1/permissions/',
    permission: 'user.view_role',
    summary: 'Lists every permission a role may grant, all on one page.',
    run: listPermissions,
  },
]

async function listPermissions(ctx: Context, { query }: Call) {
  const { module, record, search } = query
  const results = permissions
    .map((each) => ({ ...each, label: permissionLabel(each.code, ctx.language) }))
    .filter(
      (permission) =>
        (module === undefined || permission.module === module) &&
        (record === undefined || permission.record === record) &&
        (typeof search !== 'string' || permission.code.includes(search.toLowerCase())),
    )
  const body = { count: results.length, count_is_exact: true, next: null, previous: null, results }
  return { status: 200, body }
}
