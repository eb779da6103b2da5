/** The whole tree of one type of categories, nested (CAT-11). */
import { Refusal } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { category } from '#contract/products/category.ts'
import type { Context } from '#server/kit/context.ts'
import type { Route } from '#server/kit/http/route.ts'
import { Parameters } from '#server/kit/query/parameters.ts'
import { visibleConditions } from '#server/kit/query/visible.ts'

interface Node {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly is_active: boolean
  readonly parent: string | null
  readonly children: Node[]
}

export const categoryTree: Route = {
  method: 'GET',
  path: '/api/v1/categories/tree/:type/',
  permission: permissionOf(category, 'view'),
  summary: 'Reads the whole tree of the categories of one type.',
  run: async (ctx, call) => ({ status: 200, body: await readTree(call.params.type ?? '', ctx) }),
}

async function readTree(type: string, ctx: Context): Promise<readonly Node[]> {
  if (!category.fields.category_type.choices?.includes(type)) {
    throw new Refusal('kit.not_found')
  }
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const conditions = visibleConditions(category, 'view', ctx.identity, parameters)
  const text = `select t.id, coalesce(t.names->>$2, t.name) as name, t.slug, t.is_active, t.parent_id as parent
from category t where ${conditions.join(' and ')} and t.category_type = ${parameters.add(type, 'text')}
order by t.name, t.id`
  const rows = await ctx.rows<Omit<Node, 'children'>>(text, parameters.values)
  const nodes = new Map(rows.map((row): [string, Node] => [row.id, { ...row, children: [] }]))
  const roots: Node[] = []
  for (const node of nodes.values()) (nodes.get(node.parent ?? '')?.children ?? roots).push(node)
  return roots
}
