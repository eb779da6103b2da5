/** Stock locations: a tree in one warehouse that nothing leaves (LOC, RULINGS 16). */
import { refuse } from '#contract/inventory/failures.ts'
import { stockLocation } from '#contract/inventory/stock-location.ts'
import { invalid } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const stockLocations = serve(stockLocation, {
  beforeSave: checkParents,
  beforeDelete: refuseWhileStocked,
})

const aboveText = `with recursive above as (
  select l.id, l.parent_id, l.warehouse_id from stock_location l where l.tenant_id = $1 and l.id = $2
  union all
  select l.id, l.parent_id, l.warehouse_id from above a join stock_location l on l.tenant_id = $1 and l.id = a.parent_id
) select id, warehouse_id as warehouse from above`

async function checkParents(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const draft of drafts) {
    const { parent, warehouse } = draft.values
    if (typeof parent !== 'string') continue
    const above = await ctx.rows<{ id: string; warehouse: string }>(aboveText, [ctx.tenantId, parent])
    if (above[0] !== undefined && above[0].warehouse !== warehouse)
      fault('inventory.parent_in_other_warehouse')
    if (above.some(({ id }) => id === draft.id)) fault('kit.tree_circle')
  }
}

function fault(code: string): never {
  throw invalid('/parent', code)
}

const usedText = `select l.name from stock_location l where l.tenant_id = $1 and l.id = any($2::uuid[])
and (exists (select from stock_balance b where b.tenant_id = $1 and b.location_id = l.id)
  or exists (select from stock_move m where m.tenant_id = $1 and m.from_location_id = l.id)
  or exists (select from stock_move m where m.tenant_id = $1 and m.to_location_id = l.id)) limit 1`

async function refuseWhileStocked(
  rows: readonly Readonly<Record<string, unknown>>[],
  ctx: Context,
): Promise<void> {
  const ids = rows.map((row) => row.id)
  const [used] = await ctx.withWholeTenant(() => ctx.rows<{ name: string }>(usedText, [ctx.tenantId, ids]))
  if (used !== undefined) refuse('inventory.place_has_stock', { place: used.name })
}
