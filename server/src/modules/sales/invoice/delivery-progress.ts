/** Keeps what deliveries say of their invoicing: none, partly, fully, by quantity (DOMAIN 7). */
import type { Context } from '#server/kit/context.ts'

const billed = `(select coalesce(sum(case when i.kind = 'credit_note' then -x.base_quantity
    else x.base_quantity end), 0)
  from invoice_line x join invoice i on i.tenant_id = x.tenant_id and i.id = x.invoice_id
  where x.tenant_id = d.tenant_id and x.delivery_line_id = d.id and i.status = 'posted')`

/** Line by line by their ids: a join would read all lines of a company whose first ones have just been counted. */
const billedDeliveries = `array(
  select x.delivery_id from delivery_line x where x.tenant_id = $1 and x.id = any(array(
    select l.delivery_line_id from invoice_line l where l.tenant_id = $1 and l.invoice_id = any($2::uuid[]))))`

/** By id, as all documents are locked (DOMAIN 4). */
const lockText = `select v.id from delivery v where v.tenant_id = $1 and v.id = any(${billedDeliveries})
order by v.id for no key update`

const stateText = `with line as materialized (
  select d.delivery_id, d.quantity as wanted, ${billed} as done
  from delivery_line d where d.tenant_id = $1 and d.delivery_id = any(${billedDeliveries})
), state as (
  select delivery_id as id, case when bool_and(done >= wanted) and bool_or(done > 0) then 'fully'
    when bool_or(done > 0) then 'partly' else 'none' end as invoice_state
  from line group by delivery_id
)
update delivery v set invoice_state = s.invoice_state, version = v.version + 1,
  updated_at = $3::timestamptz, updated_by = $4::uuid
from state s
where v.tenant_id = $1 and v.id = s.id and v.id = any(array(select id from state))
  and v.invoice_state <> s.invoice_state`

export async function keepDeliveryProgress(invoices: readonly string[], ctx: Context): Promise<void> {
  const values = [ctx.tenantId, invoices]
  await Promise.all([
    ctx.rows(lockText, values),
    ctx.rows(stateText, [...values, ctx.now.toISOString(), ctx.identity.userId]),
  ])
}
