/** Categories: a slug of their own, and one type in a tree (CAT-02, CAT-13). */
import type { Fault } from '#contract/kit/failure.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { slugOf } from '#contract/kit/slug.ts'
import { category } from '#contract/products/category.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const categories = serve(category, { beforeSave: completeCategories })

async function completeCategories(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const [faults] = await Promise.all([faultsInTree(drafts, ctx), makeSlugs(drafts, ctx)])
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

interface Neighbour {
  readonly id: string
  readonly category_type: string
  readonly has_children: boolean
  /** The node itself and all above it. */
  readonly ancestors: readonly string[]
}

const neighboursText = `select c.id, c.category_type,
  exists (select from category below where below.tenant_id = $1 and below.parent_id = c.id) as has_children,
  array(with recursive up as (
    select c.id, c.parent_id
    union select above.id, above.parent_id from category above
      join up on above.tenant_id = $1 and above.id = up.parent_id
  ) select id from up) as ancestors
from category c where c.tenant_id = $1 and c.id = any($2::uuid[])`

async function faultsInTree(drafts: readonly Draft[], ctx: Context): Promise<Fault[]> {
  const moved = drafts.filter(
    ({ before, values }) =>
      before?.parent !== values.parent || before?.category_type !== values.category_type,
  )
  const ids = moved.flatMap(({ id, values }) => [id, values.parent]).filter((id) => typeof id === 'string')
  if (ids.length === 0) return []
  const rows = await ctx.rows<Neighbour>(neighboursText, [ctx.tenantId, ids])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return moved.flatMap((draft) => faultsOf(draft, byId))
}

function faultsOf({ id, before, values }: Draft, known: ReadonlyMap<string, Neighbour>): Fault[] {
  const faults: Fault[] = []
  const above = known.get(String(values.parent))
  if (above?.ancestors.includes(id)) faults.push({ pointer: '/parent', code: 'kit.tree_circle' })
  if (above !== undefined && above.category_type !== values.category_type) {
    const parameters = { type: above.category_type }
    faults.push({ pointer: '/category_type', code: 'products.category_type_differs', parameters })
  }
  const typeChanges = before !== null && before.category_type !== values.category_type
  if (typeChanges && known.get(id)?.has_children) {
    faults.push({ pointer: '/category_type', code: 'products.category_type_fixed' })
  }
  return faults
}

const slugsText = `select slug_lower from category
where tenant_id = $1 and exists (
  select from unnest($2::text[]) stem where slug_lower = stem or slug_lower ^@ (stem || '-'))`

/** `tools`, then `tools-2`: the first number that is free. */
async function makeSlugs(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const unnamed = drafts.filter(({ values }) => values.slug === '')
  if (unnamed.length === 0) return
  const stems = unnamed.map(({ values }) => slugOf(String(values.name)).slice(0, 240))
  const rows = await ctx.rows<{ slug_lower: string }>(slugsText, [ctx.tenantId, stems])
  const taken = new Set(rows.map((row) => row.slug_lower))
  for (const [index, { values }] of unnamed.entries()) {
    const stem = stems[index] ?? ''
    let slug = stem
    for (let number = 2; taken.has(slug); number += 1) slug = `${stem}-${number}`
    taken.add(slug)
    values.slug = slug
  }
}
