/** What may be billed: orders with their lines and deliveries, and what other invoices have billed of them. */
import type { Context } from '#server/kit/context.ts'

export interface BilledOrder {
  readonly id: string
  readonly number: string
  readonly order_date: string | null
  readonly organization: string
  readonly partner: string
  readonly status: string
  readonly currency: string | null
  readonly is_gross: string
  readonly billing_address: string | null
  readonly shipping_address: string | null
  readonly payment_term: string | null
  readonly customer_reference: string
  readonly invoice_on: 'shipped' | 'ordered'
  readonly discount_percent: string
  readonly charge_amount: string
  readonly ship_from: string | null
  readonly ship_to: string | null
}

/** Quantities in base unit; `billed` leaves out the invoice that asks. */
export interface BilledOrderLine {
  readonly id: string
  readonly order: string
  readonly position: number
  readonly product: string
  readonly sku: string
  readonly product_type: 'PHYSICAL_GOOD' | 'SERVICE' | 'DIGITAL'
  readonly tax_category: string | null
  readonly base_unit: string
  readonly description: string
  readonly quantity: string
  readonly unit: string
  readonly base_quantity: string
  readonly unit_price: string | null
  readonly price_quantity: string
  readonly discount_percent: string
  readonly net_amount: string
  readonly cancelled_quantity: string
  readonly supply: string
  readonly billed: string
  readonly billed_net: string
}

export interface BilledDeliveryLine {
  readonly id: string
  readonly order_line: string
  readonly delivery: string
  readonly number: string
  readonly supply_date: string
  readonly quantity: string
  readonly returned: string
  readonly billed: string
  readonly ship_from: string | null
  readonly ship_to: string | null
  readonly shipping_address: string | null
}

/** What other invoices have got of an order's discount or charge. */
export interface BilledAdjustment {
  readonly order: string
  readonly kind: 'allowance' | 'charge'
  readonly amount: string
}

export interface BillingSources {
  readonly orders: ReadonlyMap<string, BilledOrder>
  readonly lines: ReadonlyMap<string, BilledOrderLine>
  readonly deliveries: ReadonlyMap<string, BilledDeliveryLine>
  readonly adjustments: readonly BilledAdjustment[]
}

export interface Wanted {
  readonly orders: readonly string[]
  readonly deliveries: readonly string[]
  readonly orderLines: readonly string[]
  readonly deliveryLines: readonly string[]
}

const country = (address: string) =>
  `(select d.country from address d where d.tenant_id = $1 and d.id = ${address})`
const countryOfPartner = (address: string) => `(select d.country from partner_address a
    join address d on d.tenant_id = $1 and d.id = a.address_id where a.tenant_id = $1 and a.id = ${address})`

/** Locks the orders by id, so that two invoices never bill the same. */
const ordersText = `with wanted as materialized (
  select unnest($2::uuid[]) as id
  union select l.sales_order_id from sales_order_line l
    where l.tenant_id = $1 and l.id = any($4::uuid[] || array(
      select d.sales_order_line_id from delivery_line d
      where d.tenant_id = $1 and (d.id = any($5::uuid[]) or d.delivery_id = any($3::uuid[]))))
)
select o.id, o.number, o.order_date, o.organization_id as organization, o.partner_id as partner, o.status,
  o.currency_id as currency, o.is_gross, o.billing_address_id as billing_address,
  o.shipping_address_id as shipping_address, o.payment_term_id as payment_term, o.customer_reference,
  o.invoice_on, trim_scale(o.discount_percent)::text as discount_percent,
  trim_scale(o.charge_amount)::text as charge_amount,
  (select ${country('w.address_id')} from warehouse w where w.tenant_id = $1 and w.id = o.warehouse_id)
    as ship_from,
  ${countryOfPartner('coalesce(o.shipping_address_id, o.billing_address_id)')} as ship_to
from sales_order o
where o.tenant_id = $1 and o.id = any(array(select id from wanted)::uuid[])
order by o.id for no key update`

/** Drafts count as billed, so that nothing is billed twice; drafts of credit notes do not give it back yet. */
const sign = `case when i.kind <> 'credit_note' then 1 when i.status = 'posted' then -1 else 0 end`

/** Products are named by their ids, else all of a company of some hundred would be read to join those of ten lines. */
const linesText = `select l.id, l.sales_order_id as "order", l.position, l.product_id as product, p.sku,
  p.product_type, p.tax_category_id as tax_category, p.base_unit_id as base_unit, l.description,
  trim_scale(l.quantity)::text as quantity, coalesce(l.unit_id, p.base_unit_id) as unit,
  trim_scale(l.base_quantity)::text as base_quantity, trim_scale(l.unit_price)::text as unit_price,
  trim_scale(l.price_quantity)::text as price_quantity, trim_scale(l.discount_percent)::text
  as discount_percent, trim_scale(l.net_amount)::text as net_amount,
  trim_scale(l.cancelled_quantity)::text as cancelled_quantity, l.supply,
  trim_scale(b.quantity)::text as billed, trim_scale(b.net)::text as billed_net
from sales_order_line l
join product p on p.tenant_id = l.tenant_id and p.id = l.product_id
cross join lateral (
  select coalesce(sum(${sign} * x.base_quantity), 0) as quantity,
    coalesce(sum(${sign} * x.net_amount), 0) as net
  from invoice_line x join invoice i on i.tenant_id = x.tenant_id and i.id = x.invoice_id
  where x.tenant_id = l.tenant_id and x.sales_order_line_id = l.id and i.id <> all($3::uuid[])
) b
where l.tenant_id = $1 and l.sales_order_id = any($2::uuid[]) and p.id = any(array(
  select x.product_id from sales_order_line x where x.tenant_id = $1 and x.sales_order_id = any($2::uuid[])))
order by l.sales_order_id, l.position, l.id`

/** Each step is named by the ids of the one before: so it costs what the orders hold, whatever the tables do. */
const deliveriesText = `with picked as materialized (
  select d.* from delivery_line d where d.tenant_id = $1 and d.sales_order_line_id = any(array(
    select l.id from sales_order_line l where l.tenant_id = $1 and l.sales_order_id = any($2::uuid[])))
)
select d.id, d.sales_order_line_id as order_line, v.id as delivery, v.number,
  coalesce(v.supply_date, v.shipped_at::date) as supply_date, trim_scale(d.quantity)::text as quantity,
  trim_scale(r.quantity)::text as returned, trim_scale(b.quantity)::text as billed,
  v.shipping_address_id as shipping_address,
  (select ${country('w.address_id')} from warehouse w where w.tenant_id = $1 and w.id = v.warehouse_id)
    as ship_from,
  ${countryOfPartner('v.shipping_address_id')} as ship_to
from picked d
join delivery v on v.tenant_id = $1 and v.id = d.delivery_id and v.id = any(array(select delivery_id from picked))
cross join lateral (
  select coalesce(sum(${sign} * x.base_quantity), 0) as quantity
  from invoice_line x join invoice i on i.tenant_id = x.tenant_id and i.id = x.invoice_id
  where x.tenant_id = d.tenant_id and x.delivery_line_id = d.id and i.id <> all($3::uuid[])
) b
cross join lateral (
  select coalesce(sum(x.quantity), 0) as quantity
  from customer_return_line x
  join customer_return c on c.tenant_id = x.tenant_id and c.id = x.customer_return_id
  where x.tenant_id = d.tenant_id and x.delivery_line_id = d.id and c.status <> 'draft'
) r
where v.status = 'shipped'
order by supply_date, v.number, d.position, d.id`

const adjustmentsText = `select a.sales_order_id as "order", a.kind,
  trim_scale(sum(${sign} * a.amount))::text as amount
from invoice_adjustment a join invoice i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
where a.tenant_id = $1 and a.sales_order_id = any($2::uuid[]) and i.id <> all($3::uuid[])
group by a.sales_order_id, a.kind`

export function lockBilledOrders(wanted: Wanted, ctx: Context): Promise<readonly BilledOrder[]> {
  const { orders, deliveries, orderLines, deliveryLines } = wanted
  const asked = [ctx.tenantId, orders, deliveries, orderLines, deliveryLines]
  return ctx.withWholeTenant(() => ctx.rows<BilledOrder>(ordersText, asked))
}

/** What stands behind orders is read only after they are locked. */
export async function billingSources(
  wanted: Wanted,
  ownInvoices: readonly string[],
  ctx: Context,
  locked: Promise<readonly BilledOrder[]> = lockBilledOrders(wanted, ctx),
): Promise<BillingSources> {
  const orders = await locked
  return ctx.withWholeTenant(async () => {
    const values = [ctx.tenantId, orders.map(({ id }) => id), ownInvoices]
    const [lines, shipped, adjustments] = await Promise.all([
      ctx.rows<BilledOrderLine>(linesText, values),
      ctx.rows<BilledDeliveryLine>(deliveriesText, values),
      ctx.rows<BilledAdjustment>(adjustmentsText, values),
    ])
    return {
      orders: new Map(orders.map((order) => [order.id, order])),
      lines: new Map(lines.map((line) => [line.id, line])),
      deliveries: new Map(shipped.map((line) => [line.id, line])),
      adjustments,
    }
  })
}
