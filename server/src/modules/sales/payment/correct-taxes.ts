/** A cash discount lowers net and tax of each tax code of its invoice (§ 17 UStG, DOMAIN 8). */
import { add, fixed, negate, quotient, subtract } from '#contract/kit/decimal.ts'
import { split } from '#contract/kit/split.ts'
import type { Context } from '#server/kit/context.ts'
import { textOf } from '#server/modules/sales/document/draft-values.ts'
import type { Allocation } from './allocate.ts'

const insertText = `insert into tax_correction (tenant_id, organization_id, payment_allocation_id, invoice_id,
  tax_code, en16931_category, tax_percent, net_amount, tax_amount)
select $2, r.organization, r.allocation, r.invoice, r.code, r.category, r.rate, r.net, r.tax
from jsonb_to_recordset($1::jsonb) as r(organization uuid, allocation uuid, invoice uuid, code text,
  category text, rate numeric, net numeric, tax numeric)`

export async function correctTaxes(allocations: readonly Allocation[], ctx: Context): Promise<void> {
  const rows = allocations.filter(({ draft }) => draft.values.kind === 'cash_discount').flatMap(correctionsOf)
  if (rows.length > 0) await ctx.rows(insertText, [JSON.stringify(rows), ctx.tenantId])
}

/** In proportion to the gross of each tax code. */
function correctionsOf({ draft, item }: Allocation) {
  const { taxes, places } = item
  const weights = taxes.map(({ net, tax }) => add(net, tax))
  const parts = split(textOf(draft, 'amount') ?? '0', weights, places)
  return taxes.map(({ rate, code, category }, index) => {
    const gross = parts[index] ?? '0'
    const tax = fixed(quotient([gross, rate], [add('100', rate)], places), places)
    return {
      organization: draft.organizationId,
      allocation: draft.id,
      invoice: item.invoice,
      code,
      category,
      rate,
      net: negate(subtract(gross, tax)),
      tax: negate(tax),
    }
  })
}

const reverseText = `insert into tax_correction (tenant_id, organization_id, payment_allocation_id, invoice_id,
  tax_code, en16931_category, tax_percent, net_amount, tax_amount)
select tenant_id, organization_id, $3, invoice_id, tax_code, en16931_category, tax_percent, -net_amount,
  -tax_amount
from tax_correction where tenant_id = $1 and payment_allocation_id = $2`

export async function takeBackCorrections(allocation: string, reversal: string, ctx: Context): Promise<void> {
  await ctx.rows(reverseText, [ctx.tenantId, allocation, reversal])
}
