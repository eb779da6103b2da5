/** How much of an order line was reserved, delivered, returned, invoiced: SQL sums over links (DOMAIN 7). */

const deliveredText = `(select coalesce(sum(dl.quantity), 0) from delivery_line dl
  join delivery d on d.tenant_id = dl.tenant_id and d.id = dl.delivery_id
  where dl.tenant_id = t.tenant_id and dl.sales_order_line_id = t.id and d.status = 'shipped')`

/** On its way or gone: what no other delivery may take. */
const claimedText = `(select coalesce(sum(dl.quantity), 0) from delivery_line dl
  join delivery d on d.tenant_id = dl.tenant_id and d.id = dl.delivery_id
  where dl.tenant_id = t.tenant_id and dl.sales_order_line_id = t.id and d.status <> 'cancelled')`

const returnedText = `(select coalesce(sum(rl.quantity), 0) from delivery_line dl
  join customer_return_line rl on rl.tenant_id = dl.tenant_id and rl.delivery_line_id = dl.id
  join customer_return r on r.tenant_id = rl.tenant_id and r.id = rl.customer_return_id
  where dl.tenant_id = t.tenant_id and dl.sales_order_line_id = t.id and r.status <> 'draft')`

/** What is billed less what was credited of it. */
const invoicedText = `(select coalesce(sum(il.base_quantity - coalesce((
    select sum(cl.base_quantity) from invoice_line cl
    join invoice c on c.tenant_id = cl.tenant_id and c.id = cl.invoice_id
    where cl.tenant_id = il.tenant_id and cl.credited_line_id = il.id and c.status = 'posted'), 0)), 0)
  from invoice_line il
  join invoice i on i.tenant_id = il.tenant_id and i.id = il.invoice_id
  where il.tenant_id = t.tenant_id and il.sales_order_line_id = t.id and il.credited_line_id is null
    and i.status = 'posted' and i.kind in ('invoice', 'part', 'final'))`

const reservedText = `(select coalesce(sum(sd.reserved), 0) from stock_demand sd
  where sd.tenant_id = t.tenant_id and sd.document_line_id = t.id)`

/** Over an order line `t`, in base unit. */
export const lineQuantities = {
  reserved: reservedText,
  delivered: deliveredText,
  claimed: claimedText,
  returned: returnedText,
  invoiced: invoicedText,
} as const
