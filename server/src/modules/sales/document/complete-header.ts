/** The head of quotations and orders: what is left empty follows from partner, seller and today. */
import type { Fault } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import type { KnownDocument } from './document-facts.ts'
import { hasChanged, textOf } from './draft-values.ts'

/** By these the prices of all lines are found. */
const pricedBy = ['partner', 'currency', 'order_date', 'quotation_date']

export const termsHaveChanged = (document: Draft): boolean =>
  document.before !== null &&
  hasChanged(
    document,
    pricedBy.filter((field) => field in document.values),
  )

const ofPartner = ['billing_address', 'shipping_address', 'payment_term', 'currency']

/** Another customer brings his own terms, save those that are given with him. */
export function forgetTerms(draft: Draft): void {
  if (draft.before === null || !hasChanged(draft, ['partner'])) return
  for (const field of ofPartner) if (!hasChanged(draft, [field])) draft.values[field] = null
}

export function completeHeader(known: KnownDocument, faults: Fault[], ctx: Context): void {
  const { draft, terms, seller } = known
  const { values, before } = draft
  values.currency ??= terms.currency ?? seller.currency
  values.payment_term ??= terms.payment_term
  values.billing_address ??= terms.billing_address
  values.shipping_address ??= terms.shipping_address
  values.warehouse ??= seller.warehouse
  // A new document gives what is agreed with the customer, unless it says more itself.
  if (before === null && !values.quotation && !draft.given?.has('discount_percent')) {
    values.discount_percent = terms.discount_percent
  }
  faults.push(...faultsOf(known, ctx))
}

function faultsOf({ draft, terms, seller }: KnownDocument, ctx: Context): Fault[] {
  const faults: Fault[] = []
  const { values } = draft
  if (hasChanged(draft, ['partner']) && (terms.status !== 'active' || !terms.is_customer)) {
    const parameters = { partner: terms.name }
    faults.push({ pointer: '/partner', code: 'sales.partner_not_customer', parameters })
  }
  if (values.currency === null) faults.push({ pointer: '/currency', code: 'sales.currency_missing' })
  for (const kind of ['billing_address', 'shipping_address'] as const) {
    const given = textOf(draft, kind)
    if (given !== null && draft.sent.has(kind) && given !== terms[kind]) {
      faults.push({ pointer: `/${kind}`, code: 'sales.address_of_other' })
    }
  }
  if (seller.legal_entity === null) {
    const organization = ctx.identity.organizations.get(draft.organizationId ?? '')?.name
    faults.push({ pointer: '/organization', code: 'sales.no_legal_entity', parameters: { organization } })
  }
  return faults
}
