/** Accepts quotations: each becomes an order with the prices that were offered, linked line to line (DOMAIN 7). */
import { isObject } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { documentFields } from '#contract/sales/document-fields.ts'
import { refuse } from '#contract/sales/failures.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import { action } from '#server/kit/action.ts'
import type { Context } from '#server/kit/context.ts'
import { mustHave } from '#server/kit/rights.ts'
import type { Draft } from '#server/kit/served.ts'
import { prepare } from '#server/kit/write/prepare.ts'
import { write } from '#server/kit/write/save.ts'
import { businessDayOf } from '#server/modules/sales/document/business-day.ts'
import { nameOf } from '#server/modules/sales/document/document-guards.ts'
import { linesOf, textOf } from '#server/modules/sales/document/draft-values.ts'

export const acceptQuotation = action(quotation, 'accept', async (quotations, ctx, body) => {
  for (const document of quotations) {
    mustHave(ctx.identity, permissionOf(salesOrder, 'add'), document.organizationId)
    mustStillHold(document, ctx)
  }
  const orders: Draft[] = []
  for (const document of quotations) orders.push(await orderOf(document, body, ctx))
  await write(salesOrder, orders, ctx)
  for (const [index, document] of quotations.entries()) document.values.sales_order = orders[index]?.id
})

function mustStillHold(document: Draft, ctx: Context): void {
  const date = textOf(document, 'valid_until')
  if (date === null || date >= businessDayOf(document.organizationId ?? '', ctx)) return
  refuse('sales.quotation_expired', { document: nameOf(document), date })
}

/** Of an order itself and its line; everything else is taken over. */
const ownOfDocument = new Set(['revision'])
const overOfLine = ['position', 'product', 'description', 'quantity', 'unit', 'unit_price', 'price_quantity']
const promised = ['discount_percent', 'supply', 'promised_date', 'lot']

async function orderOf(document: Draft, body: unknown, ctx: Context): Promise<Draft> {
  const { organizationId } = document
  const said = isObject(body) ? body : {}
  const faults: Fault[] = []
  const input = {
    partner: document.values.partner,
    customer_reference: said.customer_reference ?? document.values.customer_reference,
    delivery_day: said.delivery_day,
    lines: linesOf(document).map(({ values }) =>
      Object.fromEntries([...overOfLine, ...promised].map((field) => [field, values[field]])),
    ),
  }
  const prepared = await prepare(salesOrder, input, 'create', null, organizationId, ctx, faults)
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  for (const field of Object.keys(documentFields)) {
    if (ownOfDocument.has(field) || field === 'customer_reference') continue
    prepared.values[field] = document.values[field]
  }
  prepared.values.quotation = document.id
  // What was offered stands: nothing counts as entered just now, so no price is looked up or judged anew.
  const lines = linesOf(prepared).map((line, index) => {
    const offered = linesOf(document)[index]
    const values = { ...line.values, quotation_line: offered?.id, price_source: offered?.values.price_source }
    return { ...line, values, sent: new Set<string>() }
  })
  return { ...prepared, sent: new Set(), lines: { lines } }
}
