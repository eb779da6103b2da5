/** Warehouses: one that holds or held stock is closed, never deleted (WHS-06). */
import { refuse } from '#contract/inventory/failures.ts'
import { warehouse } from '#contract/inventory/warehouse.ts'
import type { Context } from '#server/kit/context.ts'
import { serve } from '#server/kit/served.ts'

export const warehouses = serve(warehouse, { beforeDelete: refuseWhileStocked })

const usedText = `select w.name from warehouse w where w.tenant_id = $1 and w.id = any($2::uuid[])
and exists (select from stock_level l where l.tenant_id = $1 and l.warehouse_id = w.id) limit 1`

async function refuseWhileStocked(
  rows: readonly Readonly<Record<string, unknown>>[],
  ctx: Context,
): Promise<void> {
  const ids = rows.map((row) => row.id)
  const [used] = await ctx.withWholeTenant(() => ctx.rows<{ name: string }>(usedText, [ctx.tenantId, ids]))
  if (used !== undefined) refuse('inventory.warehouse_has_stock', { warehouse: used.name })
}
