/** The kinds of open work in the warehouse and in purchasing. */
import type { Work } from './works.ts'

const nothing = 'null::text as amount, null::text as currency'

/** Documents of one warehouse, named by it. */
function documents(
  table: string,
  warehouse: string,
  day: string,
  condition: string,
  owner = 'organization_id',
) {
  return `select d.id, d.number, w.name as partner_name, ${day} as day, ${nothing}
    from ${table} d join warehouse w on w.tenant_id = d.tenant_id and w.id = d.${warehouse}
    where d.tenant_id = $1 and d.${owner} = any($2::uuid[]) and ${condition}`
}

const created = 'd.created_at::date'

export const stockWorks: readonly Work[] = [
  {
    key: 'receipts_to_post',
    record: 'inventory.goods_receipt',
    permission: 'inventory.view_goodsreceipt',
    acts: ['inventory.post_goodsreceipt'],
    waiting: documents(
      'goods_receipt',
      'warehouse_id',
      `coalesce(d.receipt_date, ${created})`,
      "d.status = 'draft'",
    ),
  },
  {
    key: 'transfers_to_ship',
    record: 'inventory.stock_transfer',
    permission: 'inventory.view_stocktransfer',
    acts: ['inventory.ship_stocktransfer'],
    waiting: documents(
      'stock_transfer',
      'to_warehouse_id',
      `coalesce(d.planned_date, ${created})`,
      "d.status = 'draft'",
    ),
  },
  {
    key: 'transfers_to_receive',
    record: 'inventory.stock_transfer',
    permission: 'inventory.view_stocktransfer',
    acts: ['inventory.receive_stocktransfer'],
    waiting: documents(
      'stock_transfer',
      'from_warehouse_id',
      'd.shipped_at::date',
      "d.status in ('shipped', 'partly_received')",
      'receiving_organization_id',
    ),
  },
  {
    key: 'counts_to_post',
    record: 'inventory.stock_count',
    permission: 'inventory.view_stockcount',
    acts: ['inventory.post_stockcount'],
    waiting: documents('stock_count', 'warehouse_id', created, "d.status = 'draft'"),
  },
  {
    key: 'returns_to_receive',
    record: 'sales.customer_return',
    permission: 'sales.view_customerreturn',
    acts: ['sales.receive_customerreturn'],
    waiting: documents('customer_return', 'warehouse_id', created, "d.status = 'draft'"),
  },
  {
    key: 'to_reorder',
    record: 'inventory.product_warehouse',
    permission: 'inventory.view_productwarehouse',
    acts: ['inventory.add_goodsreceipt'],
    waiting: `select r.id, p.sku as number, w.name as partner_name, null::date as day, ${nothing}
      from product_warehouse r
      join product p on p.tenant_id = r.tenant_id and p.id = r.product_id and p.status = 'active'
      join warehouse w on w.tenant_id = r.tenant_id and w.id = r.warehouse_id
      where r.tenant_id = $1 and r.organization_id = any($2::uuid[]) and r.reorder_point > coalesce((
        select sum(l.usable - l.reserved) from stock_level l
        where l.tenant_id = r.tenant_id and l.product_id = r.product_id and l.warehouse_id = r.warehouse_id), 0)`,
  },
]
