/** Finds lots by product and number, and makes those that are new. */
import { lot } from '#contract/inventory/lot.ts'
import type { Context } from '#server/kit/context.ts'
import { createRows } from '#server/kit/write/save.ts'

export interface WantedLot {
  readonly product: string
  readonly number: string
  readonly supplier_number: string | null
  readonly expires_on: string | null
}

const findText = `select l.id, l.product_id as product, l.number from lot l
join jsonb_to_recordset($2::jsonb) as r(product uuid, number text) on l.product_id = r.product and l.number = r.number
where l.tenant_id = $1`

/** Ids by `product number`. Needs the right to add lots only where one is new. */
export async function lotsByNumber(
  wanted: readonly WantedLot[],
  ctx: Context,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  if (wanted.length === 0) return ids
  const found = await ctx.rows<{ id: string; product: string; number: string }>(findText, [
    ctx.tenantId,
    JSON.stringify(wanted),
  ])
  for (const row of found) ids.set(`${row.product} ${row.number}`, row.id)
  const fresh = new Map(wanted.map((entry) => [`${entry.product} ${entry.number}`, entry]))
  for (const key of ids.keys()) fresh.delete(key)
  const drafts = fresh.size === 0 ? [] : await createRows(lot, [...fresh.values()], ctx)
  for (const draft of drafts) ids.set(`${draft.values.product} ${draft.values.number}`, draft.id)
  return ids
}
