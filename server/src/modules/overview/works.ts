/** The kinds of open work in sales: who may see each, whose work it is, and the rows that wait. */
import { lineQuantities, todayOf } from '#server/modules/sales/public.ts'

export interface Work {
  readonly key: string
  readonly record: string
  readonly permission: string
  /** Whose work it is: who may do one of these. Others may see it, further down. */
  readonly acts: readonly string[]
  /** Gives id, number, partner_name, day, amount, currency; $1 is the tenant, $2 the organizations. */
  readonly waiting: string
}

const { claimed, delivered, reserved } = lineQuantities
/** Of an order line, in base unit. What a delivery has claimed stays reserved until it leaves. */
const undelivered = `t.base_quantity - t.cancelled_quantity - ${delivered}`
const waitsForGoods = `t.supply = 'stock' and ${undelivered} > ${reserved}`
const isReserved = `t.supply = 'stock' and ${reserved} > ${claimed} - ${delivered}`

function documents(table: string, day: string, condition: string): string {
  return `select d.id, d.number, p.name as partner_name, d.${day} as day,
      trim_scale(d.gross_total)::text as amount, c.code as currency
    from ${table} d
    join partner p on p.tenant_id = d.tenant_id and p.id = d.partner_id
    left join currency c on c.id = d.currency_id
    where d.tenant_id = $1 and d.organization_id = any($2::uuid[]) and ${condition}`
}

function deliveries(condition: string): string {
  return `select d.id, d.number, p.name as partner_name, d.planned_date as day, null::text as amount,
      null::text as currency
    from delivery d join partner p on p.tenant_id = d.tenant_id and p.id = d.partner_id
    where d.tenant_id = $1 and d.organization_id = any($2::uuid[]) and ${condition}`
}

/** A discount above its giver's limit: nothing goes on until somebody with a higher one has approved it. */
const asksForApproval = "d.status = 'draft' and d.approval_state = 'asked'"

const ordersWith = (line: string) =>
  documents(
    'sales_order',
    'order_date',
    `d.status = 'confirmed' and d.delivery_state <> 'fully' and exists (select from sales_order_line t
      where t.tenant_id = d.tenant_id and t.sales_order_id = d.id and ${line})`,
  )

export const salesWorks: readonly Work[] = [
  {
    key: 'quotations_to_approve',
    record: 'sales.quotation',
    permission: 'sales.view_quotation',
    acts: ['sales.approve_quotation'],
    waiting: documents('quotation', 'quotation_date', asksForApproval),
  },
  {
    key: 'orders_to_approve',
    record: 'sales.sales_order',
    permission: 'sales.view_salesorder',
    acts: ['sales.approve_salesorder'],
    waiting: documents('sales_order', 'order_date', asksForApproval),
  },
  {
    key: 'quotations_expiring',
    record: 'sales.quotation',
    permission: 'sales.view_quotation',
    acts: ['sales.send_quotation', 'sales.accept_quotation'],
    waiting: documents(
      'quotation',
      'valid_until',
      `d.status = 'sent' and d.valid_until <= ${todayOf('d')} + 7`,
    ),
  },
  {
    key: 'orders_to_confirm',
    record: 'sales.sales_order',
    permission: 'sales.view_salesorder',
    acts: ['sales.confirm_salesorder'],
    waiting: documents('sales_order', 'order_date', "d.status = 'draft' and d.approval_state <> 'asked'"),
  },
  {
    key: 'orders_to_deliver',
    record: 'sales.sales_order',
    permission: 'sales.view_salesorder',
    acts: ['sales.add_delivery'],
    waiting: ordersWith(isReserved),
  },
  {
    key: 'back_orders',
    record: 'sales.sales_order',
    permission: 'sales.view_salesorder',
    acts: ['sales.confirm_salesorder', 'inventory.add_goodsreceipt'],
    waiting: ordersWith(waitsForGoods),
  },
  {
    key: 'deliveries_to_ship',
    record: 'sales.delivery',
    permission: 'sales.view_delivery',
    acts: ['sales.ship_delivery'],
    waiting: deliveries("d.status in ('draft', 'ready')"),
  },
  {
    key: 'deliveries_to_invoice',
    record: 'sales.delivery',
    permission: 'sales.view_invoice',
    acts: ['sales.post_invoice'],
    waiting: deliveries("d.status = 'shipped' and d.invoice_state <> 'fully'"),
  },
  {
    key: 'invoices_to_post',
    record: 'sales.invoice',
    permission: 'sales.view_invoice',
    acts: ['sales.post_invoice'],
    waiting: documents('invoice', 'invoice_date', "d.status = 'draft'"),
  },
  {
    key: 'invoices_overdue',
    record: 'sales.invoice',
    permission: 'sales.view_invoice',
    acts: ['sales.add_payment'],
    waiting: `select d.id, d.number, p.name as partner_name, s.due_date as day,
        trim_scale(s.open_amount)::text as amount, c.code as currency
      from invoice_state s join invoice d on d.tenant_id = s.tenant_id and d.id = s.invoice_id
      join partner p on p.tenant_id = d.tenant_id and p.id = d.partner_id
      left join currency c on c.id = d.currency_id
      where s.tenant_id = $1 and d.organization_id = any($2::uuid[])
        and s.state in ('open', 'partly_paid') and s.due_date < ${todayOf('d')}`,
  },
]
