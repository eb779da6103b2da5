/** Keeps what orders and deliveries say of their progress: none, partly, fully, by quantity (DOMAIN 7). */
import type { Change } from '#server/kit/audit.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { lineQuantities } from './line-quantities.ts'

const stateOf = (done: string, wanted: string) => `case
  when bool_and(${done} >= ${wanted}) and bool_or(${done} > 0) then 'fully'
  when bool_or(${done} > 0) then 'partly' else 'none' end`

const ordersText = `with line as materialized (
  select t.sales_order_id, t.base_quantity - t.cancelled_quantity as wanted,
    ${lineQuantities.delivered} as delivered, ${lineQuantities.invoiced} as invoiced
  from sales_order_line t where t.tenant_id = $1 and t.sales_order_id = any($2::uuid[])
), state as (
  select sales_order_id as id, ${stateOf('delivered', 'wanted')} as delivery_state,
    ${stateOf('invoiced', 'wanted')} as invoice_state
  from line group by sales_order_id
)
update sales_order o set delivery_state = s.delivery_state, invoice_state = s.invoice_state,
  version = o.version + 1, updated_at = $3::timestamptz, updated_by = $4::uuid
from state s
where o.tenant_id = $1 and o.id = s.id and o.id = any($2::uuid[])
  and (o.delivery_state, o.invoice_state) is distinct from (s.delivery_state, s.invoice_state)
returning o.id, o.number, o.organization_id as organization,
  jsonb_build_object('delivery_state', jsonb_build_object('old', old.delivery_state, 'new', new.delivery_state),
    'invoice_state', jsonb_build_object('old', old.invoice_state, 'new', new.invoice_state)) as changes`

interface Progressed {
  readonly id: string
  readonly number: string
  readonly organization: string
  readonly changes: Readonly<Record<string, Change>>
}

/** Call after deliveries or invoices of these orders have changed; the orders are locked by then. */
export async function keepOrderProgress(orders: readonly string[], ctx: Context): Promise<void> {
  if (orders.length === 0) return
  const stamp = [ctx.now.toISOString(), ctx.identity.userId]
  const rows = await ctx.rows<Progressed>(ordersText, [ctx.tenantId, orders, ...stamp])
  const entries = rows.map(({ id, number, organization, changes }) => ({
    action: 'UPDATE',
    record: 'sales.sales_order',
    recordId: id,
    label: number,
    organizationId: organization,
    changes: Object.fromEntries(Object.entries(changes).filter(([, change]) => change.old !== change.new)),
  }))
  writeAudit(entries, ctx)
}

const lockText = `select o.id from sales_order o
where o.tenant_id = $1 and o.id = any(array(
  select l.sales_order_id from sales_order_line l where l.tenant_id = $1 and l.id = any($2::uuid[]))::uuid[])
order by o.id for no key update`

/** Locks the orders of some lines, by id, before any stock is locked (DOMAIN 4); gives their ids. */
export async function lockOrdersOf(orderLines: readonly string[], ctx: Context): Promise<readonly string[]> {
  const rows = await ctx.rows<{ id: string }>(lockText, [ctx.tenantId, orderLines])
  return rows.map(({ id }) => id)
}
