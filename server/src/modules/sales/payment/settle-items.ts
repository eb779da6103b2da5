/** What allocations may take of open items: read under the lock of their invoices (DOMAIN 8). */
import type { CashDiscount } from '#contract/sales/payment-terms.ts'
import type { Context } from '#server/kit/context.ts'

export interface SettledItem {
  readonly id: string
  readonly invoice: string
  readonly number: string
  readonly partner: string
  readonly organization: string
  readonly direction: 'receivable' | 'payable'
  readonly currency: string
  readonly places: number
  readonly open: string
  readonly due_date: string
  readonly discounts: readonly CashDiscount[]
  readonly discount_taken: string
  readonly taxes: readonly { category: string; rate: string; code: string; net: string; tax: string }[]
}

/** Invoices by id, as all documents are locked (DOMAIN 4): two payments at once are counted both. */
const lockText = `select i.id from invoice i where i.tenant_id = $1 and (i.id = any($2::uuid[]) or i.id = any(array(
  select o.invoice_id from open_item o where o.tenant_id = $1 and o.id = any($3::uuid[]))::uuid[]))
order by i.id for no key update`

const itemsText = `select o.id, o.invoice_id as invoice, i.number, o.partner_id as partner,
  o.organization_id as organization, o.direction, o.currency_id as currency, c.decimal_places as places,
  trim_scale(kontor.open_amount_of(o))::text as open, o.due_date, o.discounts, i.taxes,
  trim_scale((select coalesce(sum(a.amount), 0) from payment_allocation a
    left join payment_allocation r on r.tenant_id = a.tenant_id and r.id = a.reverses_id
    where a.tenant_id = o.tenant_id and a.open_item_id = o.id
      and coalesce(r.kind, a.kind) = 'cash_discount'))::text as discount_taken
from open_item o
join invoice i on i.tenant_id = o.tenant_id and i.id = o.invoice_id
join currency c on c.id = o.currency_id
where o.tenant_id = $1 and (o.invoice_id = any($2::uuid[]) or o.id = any($3::uuid[]))
order by o.due_date, o.instalment, o.id`

/** In the order in which they are due; two statements in one round trip. */
export async function lockItems(
  invoices: readonly string[],
  items: readonly string[],
  ctx: Context,
): Promise<readonly SettledItem[]> {
  const values = [ctx.tenantId, invoices, items]
  const [, found] = await Promise.all([ctx.rows(lockText, values), ctx.rows<SettledItem>(itemsText, values)])
  return found
}
