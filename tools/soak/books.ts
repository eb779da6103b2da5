/** What must hold in the books at any time, whatever has happened: asked of the database itself. */
import type { ShopUnderTest } from './shop-under-test.ts'

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
  'value follows the moves': `select v.product_id from (
      select tenant_id, organization_id, product_id, sum(quantity) as quantity from value_entry group by 1, 2, 3) v
    where v.quantity <> coalesce((select sum(b.on_hand) from stock_balance b where b.tenant_id = v.tenant_id
      and b.legal_entity_id = v.organization_id and b.product_id = v.product_id and b.owner_id is null), 0)`,
}

/** The names of the rules that are broken, each with some of the rows; empty where the books agree. */
export async function brokenRules(shop: ShopUnderTest): Promise<Record<string, unknown[]>> {
  const broken: Record<string, unknown[]> = {}
  for (const [rule, text] of Object.entries(contradictions)) {
    const rows = await shop.sql(`${text} limit 3`)
    if (rows.length > 0) broken[rule] = rows
  }
  return broken
}
