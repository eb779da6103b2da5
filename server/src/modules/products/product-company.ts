/** Standard costs: stated by a legal entity, for its books value its stock (DOMAIN 5, 21). */
import { Refusal } from '#contract/kit/failure.ts'
import { productCompany } from '#contract/products/product-company.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const productCompanies = serve(productCompany, {
  beforeSave: mustBeOfCompany,
  afterSave: revalueStock,
})

async function mustBeOfCompany(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const faults = drafts.flatMap(({ organizationId }) => {
    const node = ctx.identity.organizations.get(organizationId ?? '')
    if (node === undefined || node.legalEntity === node.id) return []
    const parameters = { organization: node.name }
    return [{ pointer: '/organization', code: 'products.cost_of_no_company', parameters }]
  })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

const revalueText = 'select kontor.revalue($1, $2::uuid[])'

/** A change of cost posts what the stock is worth more or less (DOMAIN 21). */
async function revalueStock(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const byCompany = Map.groupBy(drafts, ({ organizationId }) => organizationId)
  for (const [company, costs] of byCompany) {
    await ctx.rows(revalueText, [company, costs.map(({ values }) => values.product)])
  }
}
