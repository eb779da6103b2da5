/** Whether a customer would owe more than his credit limit: open items and what is ordered but not billed. */
import { add, compare, fixed, isPositive, subtract, sum } from '#contract/kit/decimal.ts'
import { isObject } from '#contract/kit/field/value.ts'
import { refuse } from '#contract/sales/failures.ts'
import type { Context } from '#server/kit/context.ts'
import { may } from '#server/kit/rights.ts'
import type { Draft } from '#server/kit/served.ts'
import { type PartnerTerms, termsFor } from '#server/modules/contact/public.ts'
import { nameOf } from '#server/modules/sales/document/document-guards.ts'
import { numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'
import { lineQuantities } from './line-quantities.ts'

/** Of the whole legal entity, in one currency; foreign ones are not converted. */
const exposureText = `select trim_scale(coalesce((
    select sum(oi.amount - coalesce((select sum(pa.amount) from payment_allocation pa
      where pa.tenant_id = $1 and pa.open_item_id = oi.id), 0))
    from open_item oi
    where oi.tenant_id = $1 and oi.partner_id = $2 and oi.direction = 'receivable' and oi.currency_id = $3
      and oi.legal_entity_id = $4), 0) + coalesce((
    select sum(t.net_amount * (1 + t.tax_percent / 100)
      * greatest(0, t.base_quantity - t.cancelled_quantity - ${lineQuantities.invoiced}) / t.base_quantity)
    from sales_order o join sales_order_line t on t.tenant_id = $1 and t.sales_order_id = o.id
    where o.tenant_id = $1 and o.partner_id = $2 and o.currency_id = $3
      and o.status in ('confirmed', 'closed') and o.invoice_state <> 'fully'
      and o.legal_entity_id = $4 and t.base_quantity > 0), 0))::text as exposure,
  (select code from currency where id = $3) as currency`

/**
 * Two confirms at once would each miss the other's order: the second waits here, and counts it. Partners come
 * after documents and before stock in the one order of locks (DOMAIN 4), by id.
 */
const lockText = `select p.id from partner p where p.tenant_id = $1 and p.id = any($2::uuid[])
order by p.id for no key update`

/** Refuses, unless whoever may approve orders accepts the risk in so many words. */
export async function mustHaveCredit(orders: readonly Draft[], body: unknown, ctx: Context): Promise<void> {
  const terms = await termsFor(
    orders.map((order) => ({
      partner: textOf(order, 'partner') ?? '',
      organization: order.organizationId ?? '',
      billingAddress: null,
      shippingAddress: null,
    })),
    ctx,
  )
  const limited: { readonly order: Draft; readonly added: string; readonly agreed: PartnerTerms }[] = []
  for (const [index, order] of orders.entries()) {
    const agreed = terms[index]
    if (!agreed) continue
    if (agreed.status !== 'active' || !agreed.is_customer) {
      refuse('sales.customer_not_active', { partner: agreed.name })
    }
    if (agreed.credit_limit === null || isAccepted(order, body, ctx)) continue
    const together = orders
      .slice(0, index + 1)
      .filter(({ values }) => values.partner === order.values.partner)
    if (isPositive(addedBy(order))) limited.push({ order, agreed, added: sum(together.map(addedBy)) })
  }
  if (limited.length === 0) return
  const partners = [...new Set(limited.map(({ order }) => order.values.partner))]
  const locked = ctx.rows(lockText, [ctx.tenantId, partners])
  const judged = limited.map(({ order, added, agreed }) => mustStayWithin(order, added, agreed, ctx))
  await Promise.all([locked, ...judged])
}

function isAccepted(order: Draft, body: unknown, ctx: Context): boolean {
  const asked = isObject(body) && body.accept_credit_risk === true
  return asked && may(ctx.identity, 'sales.approve_salesorder', order.organizationId)
}

/** What an order adds to what is counted already: all of it, or by how much an amendment raises it. */
function addedBy(order: Draft): string {
  const total = numberOf(order, 'gross_total')
  return order.before?.status === 'confirmed' ? subtract(total, String(order.before.gross_total)) : total
}

async function mustStayWithin(
  order: Draft,
  added: string,
  { credit_limit: limit, name: partner }: PartnerTerms,
  ctx: Context,
): Promise<void> {
  const values = [ctx.tenantId, order.values.partner, order.values.currency, order.values.legal_entity]
  const [row] = await ctx.withWholeTenant(() =>
    ctx.rows<{ exposure: string; currency: string }>(exposureText, values),
  )
  const exposure = add(row?.exposure ?? '0', added)
  if (limit === null || compare(exposure, limit) <= 0) return
  const parameters = { partner, exposure: fixed(exposure, 2), limit, currency: row?.currency }
  refuse('sales.credit_limit_exceeded', { ...parameters, document: nameOf(order) })
}
