/** Stock by place, now or as of any instant, and as it was known then (INV-03, DOMAIN 17). */
import { stockBalance } from '#contract/inventory/stock-balance.ts'
import { invalid } from '#contract/kit/failure.ts'
import { checkValue } from '#contract/kit/field/check.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { translated } from '#server/kit/query/display.ts'
import { organizationsWith } from '#server/kit/rights.ts'
import { addUnitNames } from '#server/modules/products/public.ts'

const named = `select s.product_id as product, p.sku, ${translated('p.name', '$2')} as product_name,
  s.lot_id as lot, t.number as lot_name, s.location_id as location, l.name as location_name,
  l.warehouse_id as warehouse, w.name as warehouse_name, s.owner_id as owner, trim_scale(s.on_hand)::text as on_hand,
  trim_scale(s.second_on_hand)::text as second_on_hand`
const joined = `join product p on p.tenant_id = $1 and p.id = s.product_id
join stock_location l on l.tenant_id = $1 and l.id = s.location_id
left join warehouse w on w.tenant_id = $1 and w.id = l.warehouse_id
left join lot t on t.tenant_id = $1 and t.id = s.lot_id
where s.on_hand <> 0 and l.warehouse_id is not null and ($4::uuid is null or l.warehouse_id = $4::uuid)
  and l.organization_id = any($5::uuid[])
order by p.sku, w.name, l.name, t.number limit 1000`
const nowText = `${named}, trim_scale(s.allocated)::text as allocated
from (select * from stock_balance b where b.tenant_id = $1 and ($3::uuid[] is null
or b.product_id = any($3::uuid[]))) s ${joined}`
const thenText = `${named}, null as allocated
  from kontor.on_hand_as_of($3::uuid[], $6::timestamptz, $7::timestamptz) s ${joined}`

/** `GET /api/v1/stock-by-place/?product=&warehouse=&at=&known_at=`; `at` needs a product. */
export async function stockByPlace(ctx: Context, call: Call): Promise<Answer> {
  const products = idsOf(call.query.product, 'product')
  const [warehouse = null] = idsOf(call.query.warehouse, 'warehouse') ?? []
  const at = instantOf(call.query.at, 'at')
  const organizations = organizationsWith(ctx.identity, 'inventory.report_stock')
  const values = [ctx.tenantId, ctx.language, products, warehouse, organizations]
  if (at === null)
    return { status: 200, body: { at: ctx.now.toISOString(), results: await read(nowText, values, ctx) } }
  if (products === null) throw fault('product', 'kit.required')
  const known = instantOf(call.query.known_at, 'known_at') ?? 'infinity'
  return {
    status: 200,
    body: { at, known_at: known, results: await read(thenText, [...values, at, known], ctx) },
  }
}

async function read(text: string, values: readonly unknown[], ctx: Context) {
  const rows = await ctx.rows<Record<string, unknown>>(text, values)
  await addUnitNames([{ record: stockBalance, rows }], ctx)
  return rows
}

function idsOf(given: unknown, name: string): string[] | null {
  if (given === undefined || given === '') return null
  const ids = String(given).split(',')
  if (ids.length > 100 || !ids.every(isUuid)) throw fault(name, 'kit.wrong_format')
  return ids
}

function instantOf(given: unknown, name: string): string | null {
  if (given === undefined || given === '') return null
  const verdict = checkValue(given, { kind: 'instant', mode: 'required' })
  if ('code' in verdict) throw fault(name, verdict.code)
  return String(verdict.value)
}

const fault = (pointer: string, code: string) =>
  invalid(pointer, code, { format: pointer, expected: 'an instant' })
