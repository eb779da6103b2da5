/** What cash discounts that were taken correct of an invoice's tax, by payment and by tax code (§ 17 UStG). */
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'
import { invoice } from '#contract/sales/invoice.ts'
import { openItem } from '#contract/sales/open-item.ts'
import type { Route } from '#server/kit/http/route.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne } from '#server/kit/query/read.ts'

const correctionsText = (
  column: string,
) => `select c.id, c.invoice_id as invoice, a.open_item_id as open_item,
  a.id as allocation, a.kind, p.id as payment, p.number as payment_number, p.payment_date,
  c.tax_code, c.en16931_category, trim_scale(c.tax_percent)::text as tax_percent,
  trim_scale(c.net_amount)::text as net_amount, trim_scale(c.tax_amount)::text as tax_amount, c.created_at
from tax_correction c
join payment_allocation a on a.tenant_id = c.tenant_id and a.id = c.payment_allocation_id
left join payment p on p.tenant_id = a.tenant_id and p.id = a.payment_id
where c.tenant_id = $1 and ${column} = $2
order by c.created_at, c.id`

/** Reversals stand beside what they take back, so that the sums are what is corrected now. */
const sumsText = (column: string) => `select c.tax_code, c.en16931_category,
  trim_scale(c.tax_percent)::text as tax_percent, trim_scale(sum(c.net_amount))::text as net_amount,
  trim_scale(sum(c.tax_amount))::text as tax_amount
from tax_correction c
join payment_allocation a on a.tenant_id = c.tenant_id and a.id = c.payment_allocation_id
where c.tenant_id = $1 and ${column} = $2
group by 1, 2, c.tax_percent order by 1, 2, c.tax_percent`

export const taxCorrectionRoutes: readonly Route[] = [
  correctionsOf(invoice, 'c.invoice_id'),
  correctionsOf(openItem, 'a.open_item_id'),
]

function correctionsOf(record: Resource, column: string): Route {
  const many = record.label[0].toLowerCase()
  return {
    method: 'GET',
    path: `${listPath(record.name as RecordName)}:key/tax-corrections/`,
    permission: permissionOf(record, 'view'),
    summary: `Reads what cash discounts correct of the tax of an ${many}: each one, and the sums by tax code.`,
    run: async (ctx, call) => {
      const id = await resolveKey(record, call.params.key ?? '', ctx)
      await readOne(record, id, ctx)
      const [results, sums] = await Promise.all([
        ctx.rows(correctionsText(column), [ctx.tenantId, id]),
        ctx.rows(sumsText(column), [ctx.tenantId, id]),
      ])
      return { status: 200, body: { results, sums } }
    },
  }
}
