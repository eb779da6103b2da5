/** What must hold in the books at any time, whatever has happened: asked of the database itself. */
import type { ShopUnderTest } from './shop-under-test.ts'

/** What was claimed, delivered and billed of each order line, summed over its links. */
const orderLines = `select l.tenant_id, l.id, l.sales_order_id, l.base_quantity, l.cancelled_quantity,
  (select coalesce(sum(dl.quantity), 0) from delivery_line dl
    join delivery d on d.tenant_id = dl.tenant_id and d.id = dl.delivery_id
    where dl.tenant_id = l.tenant_id and dl.sales_order_line_id = l.id and d.status <> 'cancelled') as claimed,
  (select coalesce(sum(dl.quantity), 0) from delivery_line dl
    join delivery d on d.tenant_id = dl.tenant_id and d.id = dl.delivery_id
    where dl.tenant_id = l.tenant_id and dl.sales_order_line_id = l.id and d.status = 'shipped') as delivered,
  (select coalesce(sum(case i.kind when 'credit_note' then -b.base_quantity else b.base_quantity end), 0)
    from invoice_line b join invoice i on i.tenant_id = b.tenant_id and i.id = b.invoice_id
    where b.tenant_id = l.tenant_id and b.sales_order_line_id = l.id and i.status = 'posted') as invoiced
  from sales_order_line l`
const stateOf = (done: string) => `case
  when bool_and(l.${done} >= l.base_quantity - l.cancelled_quantity) and bool_or(l.${done} > 0) then 'fully'
  when bool_or(l.${done} > 0) then 'partly' else 'none' end`

/** Each statement finds rows that contradict one another; none may. */
const contradictions: Readonly<Record<string, string>> = {
  'a balance is the sum of its moves': `select b.id from stock_balance b where b.on_hand is distinct from
    coalesce((select sum(m.quantity) from stock_move m where m.tenant_id = b.tenant_id and m.product_id = b.product_id
      and m.to_location_id = b.location_id and m.lot_id is not distinct from b.lot_id
      and m.owner_id is not distinct from b.owner_id), 0)
    - coalesce((select sum(m.quantity) from stock_move m where m.tenant_id = b.tenant_id and m.product_id = b.product_id
      and m.from_location_id = b.location_id and m.lot_id is not distinct from b.lot_id
      and m.owner_id is not distinct from b.owner_id), 0)`,
  'nothing is negative': `select id from stock_balance where on_hand < 0 or allocated < 0 or allocated > on_hand
    union all select id from stock_level where reserved < 0 or reserved > usable or usable > on_hand`,
  'allocated is the sum of allocations': `select b.id from stock_balance b where b.allocated is distinct from
    coalesce((select sum(a.quantity) from stock_allocation a where a.tenant_id = b.tenant_id
      and a.product_id = b.product_id and a.location_id = b.location_id and a.lot_id is not distinct from b.lot_id
      and a.owner_id is not distinct from b.owner_id), 0)`,
  'reserved is the sum of what demands hold': `select l.id from stock_level l where l.reserved is distinct from
    coalesce((select sum(d.reserved) from stock_demand d where d.tenant_id = l.tenant_id
      and d.product_id = l.product_id and d.warehouse_id = l.warehouse_id
      and d.owner_id is not distinct from l.owner_id), 0)`,
  'a shipped line has left the books': `select l.id from delivery_line l
    join delivery d on d.tenant_id = l.tenant_id and d.id = l.delivery_id
    join product p on p.tenant_id = l.tenant_id and p.id = l.product_id
    where p.is_inventory_tracked and (d.status = 'shipped') is distinct from (l.quantity =
      coalesce((select sum(m.quantity) from stock_move m where m.tenant_id = l.tenant_id
        and m.document_line_id = l.id and m.reverses_id is null), 0))`,
  'invoice numbers have no gap': `select organization_id from (
      select organization_id, kind = 'credit_note' as is_credit, substring(number from '-(\\d{4})-') as year,
        max(substring(number from '(\\d+)$')::integer) as last, count(*) as found
      from invoice where number is not null group by 1, 2, 3) s where last <> found`,
  'posted has number and open items, a draft has neither': `select i.id from invoice i
    where (i.status = 'posted') is distinct from (i.number is not null)
      or (i.status = 'draft' and exists (select from open_item o where o.tenant_id = i.tenant_id
      and o.invoice_id = i.id))`,
  'no open item is paid more than once': `select o.id from open_item o where abs(o.amount) <
    abs(coalesce((select sum(a.amount) from payment_allocation a where a.tenant_id = o.tenant_id
      and a.open_item_id = o.id), 0))`,
  'totals are the sums of their lines': `select i.id from invoice i where i.status = 'posted' and i.is_gross = 'net'
    and (i.lines_total <> coalesce((select sum(l.net_amount) from invoice_line l
        where l.tenant_id = i.tenant_id and l.invoice_id = i.id), 0)
      or i.net_total <> i.lines_total - i.allowance_total + i.charge_total
      or i.gross_total <> i.net_total + i.tax_total)`,
  'nothing was negative at any instant': `select held.product_id from (
      select s.product_id, sum(s.quantity) over (partition by s.tenant_id, s.product_id, s.location_id, s.lot_id,
        s.owner_id order by s.effective_at) as on_hand
      from (select tenant_id, product_id, lot_id, owner_id, to_location_id as location_id, effective_at, quantity
          from stock_move
        union all select tenant_id, product_id, lot_id, owner_id, from_location_id, effective_at, -quantity
          from stock_move) s
      join stock_location l on l.tenant_id = s.tenant_id and l.id = s.location_id and l.warehouse_id is not null
    ) held where held.on_hand < 0`,
  'no more is delivered, billed or credited than its line has': `with line as (${orderLines})
    select id from line where claimed > base_quantity or delivered > claimed or invoiced > base_quantity
    union all select l.id from invoice_line l where l.base_quantity < (
      select coalesce(sum(c.base_quantity), 0) from invoice_line c
      where c.tenant_id = l.tenant_id and c.credited_line_id = l.id)`,
  'no more comes back than went out': `select d.id from delivery_line d where d.quantity < (
      select coalesce(sum(r.quantity), 0) from customer_return_line r
      where r.tenant_id = d.tenant_id and r.delivery_line_id = d.id)`,
  'orders say what their links say': `with line as (${orderLines})
    select o.id from sales_order o join line l on l.tenant_id = o.tenant_id and l.sales_order_id = o.id
    group by o.id, o.delivery_state, o.invoice_state
    having o.delivery_state <> ${stateOf('delivered')} or o.invoice_state <> ${stateOf('invoiced')}`,
  'lines and taxes recompute to the cent': `select l.id from invoice_line l
      join invoice i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
      where i.status = 'posted' and i.is_gross = 'net' and l.net_amount <>
        round(l.quantity / l.price_quantity * l.unit_price * (1 - l.discount_percent / 100), 2)
    union all select i.id from invoice i cross join lateral jsonb_to_recordset(i.taxes)
      as t (category text, rate numeric, code text, net numeric, tax numeric)
      where i.status = 'posted' and i.is_gross = 'net' and (t.tax <> round(t.net * t.rate / 100, 2)
        or t.net <> (select coalesce(sum(l.net_amount), 0) from invoice_line l where l.tenant_id = i.tenant_id
            and l.invoice_id = i.id and l.en16931_category = t.category and l.tax_percent = t.rate)
          + (select coalesce(sum(case a.kind when 'charge' then a.amount else -a.amount end), 0)
            from jsonb_to_recordset(i.frozen -> 'adjustments') as a (kind text, amount numeric, tax_code text)
            where a.tax_code = t.code))
    union all select i.id from invoice i where i.status = 'posted' and i.tax_total <> (
      select coalesce(sum(t.tax), 0) from jsonb_to_recordset(i.taxes) as t (tax numeric))`,
  'value follows the moves': `select v.product_id from (
      select tenant_id, organization_id, product_id, sum(quantity) as quantity from value_entry group by 1, 2, 3) v
    where v.quantity <> coalesce((select sum(b.on_hand) from stock_balance b where b.tenant_id = v.tenant_id
      and b.legal_entity_id = v.organization_id and b.product_id = v.product_id and b.owner_id is null), 0)`,
}

/** The names of the rules that are broken, each with some of the rows; empty where the books agree. */
export async function brokenRules(shop: ShopUnderTest): Promise<Record<string, readonly unknown[]>> {
  const found = await shop.sqlOfAll(Object.values(contradictions).map((text) => `${text} limit 3`))
  const all = Object.keys(contradictions).map((rule, index) => [rule, found[index] ?? []] as const)
  return Object.fromEntries(all.filter(([, rows]) => rows.length > 0))
}
