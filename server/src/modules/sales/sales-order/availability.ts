/** What is there and free of some products, warehouse by warehouse: numbers for whoever sells (DOMAIN 16). */
import { isUuid } from '#contract/kit/field/value.ts'
import { invalid, type Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'

export interface Available {
  readonly product: string
  readonly warehouse: string
  readonly warehouse_name: string
  readonly on_hand: string
  /** On hand in pickable places, released and unexpired. */
  readonly usable: string
  readonly reserved: string
  /** Usable and promised to nobody. */
  readonly free: string
  /** What confirmed lines still wait for. */
  readonly open_demand: string
}

export const viewAvailability = 'sales.view_availability'

export const availability: Route = {
  method: 'GET',
  path: '/api/v1/sales-orders/availability/',
  permission: viewAvailability,
  summary: 'What is on hand, reserved and free: ?product=<ids>&warehouse=<ids>.',
  run: async (ctx, call) => {
    const products = idsIn(call, 'product')
    if (products.length === 0) throw faulty('product', 'kit.required')
    const results = await availableOf(products, idsIn(call, 'warehouse'), ctx)
    return { status: 200, body: { results } }
  },
}

const availableText = `select l.product_id as product, l.warehouse_id as warehouse, w.name as warehouse_name,
  trim_scale(l.on_hand)::text as on_hand, trim_scale(l.usable)::text as usable,
  trim_scale(l.reserved)::text as reserved, trim_scale(l.usable - l.reserved)::text as free,
  trim_scale(l.open_demand)::text as open_demand
from stock_level l join warehouse w on w.tenant_id = l.tenant_id and w.id = l.warehouse_id
where l.tenant_id = $1 and l.product_id = any($2::uuid[]) and l.owner_id is null
  and (cardinality($3::uuid[]) = 0 or l.warehouse_id = any($3::uuid[]))
order by l.product_id, w.name, w.id`

/** With the whole tenant's reach: a clerk without rights in the logistics site must not read zero. */
export function availableOf(
  products: readonly string[],
  warehouses: readonly string[],
  ctx: Context,
): Promise<Available[]> {
  return ctx.withWholeTenant(() => ctx.rows<Available>(availableText, [ctx.tenantId, products, warehouses]))
}

const lastingText = `select product_id as product, day::text, trim_scale(free)::text as free
from kontor.free_for_customer($1, $2, $3::jsonb)`

export interface Lasting {
  readonly product: string
  readonly day: string | null
  readonly free: string
}

/** What is free of lots that last as long as the customer demands; nothing where any lot will do. */
export function lastingFor(
  customer: unknown,
  warehouse: string,
  wanted: readonly Omit<Lasting, 'free'>[],
  ctx: Context,
): Promise<Lasting[]> {
  return ctx.rows<Lasting>(lastingText, [customer, warehouse, JSON.stringify(wanted)])
}

function idsIn({ query }: Call, name: string): readonly string[] {
  const given = [query[name] ?? []].flat().flatMap((value) => String(value).split(','))
  const ids = given.filter((id) => id !== '')
  if (ids.length > 200 || !ids.every(isUuid)) throw faulty(name, 'kit.wrong_type')
  return ids
}

function faulty(pointer: string, code: string): Refusal {
  return invalid(pointer, code, { expected: 'a list of ids' })
}
