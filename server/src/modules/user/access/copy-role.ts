/** Makes a role of the tenant's own from a template, as it stands today (ROL-06). */
import { isObject } from '#contract/kit/field/value.ts'
import { role } from '#contract/user/role.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { rowAnswer } from '#server/kit/http/record-routes.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne } from '#server/kit/query/read.ts'
import { createRows } from '#server/kit/write/save.ts'

export const copyRole: Route = {
  method: 'POST',
  path: '/api/v1/roles/:key/copy/',
  permission: 'user.add_role',
  summary: 'Makes a role of your own from another; what the body says goes before what the template says.',
  run: copy,
}

const copied = [
  'title',
  'description',
  'permissions',
  'field_rules',
  'row_rules',
  'inherits',
  'discount_limit',
]

async function copy(ctx: Context, { params, body }: Call): Promise<Answer> {
  const template = await readOne(role, await resolveKey(role, params.key ?? '', ctx), ctx)
  const said = isObject(body) ? body : {}
  const values = Object.fromEntries([...copied, 'is_sensitive'].map((name) => [name, template[name]]))
  const [draft] = await createRows(role, [{ name: template.name, ...values, ...said }], ctx)
  await ctx.rows('update role set template_id = $3 where tenant_id = $1 and id = $2', [
    ctx.tenantId,
    draft?.id,
    template.id,
  ])
  await tellEvents(ctx)
  return rowAnswer(role, draft?.id ?? '', ctx, 201)
}
