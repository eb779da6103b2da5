/** What is agreed with a partner, as one of our organizations sees it: terms, prices, addresses (DOMAIN 1). */
import type { Context } from '#server/kit/context.ts'

export interface TermsQuestion {
  readonly partner: string
  readonly organization: string
  /** Chosen on the document; without one the partner's primary address of the kind holds. */
  readonly billingAddress: string | null
  readonly shippingAddress: string | null
}

export interface PartnerTerms {
  readonly name: string
  readonly status: string
  readonly is_customer: boolean
  readonly segment: 'B2B' | 'B2C'
  readonly language: string
  readonly vat_id: string | null
  readonly vat_id_valid: boolean
  readonly currency: string | null
  readonly payment_term: string | null
  readonly pricing_tier: string | null
  readonly price_list: string | null
  readonly discount_percent: string
  readonly credit_limit: string | null
  readonly billing_address: string | null
  readonly billing_country: string | null
  readonly shipping_address: string | null
  readonly shipping_country: string | null
}

/** The nearest agreement up the tree holds; so does the nearest default where nothing is agreed. */
const termsText = `select asked.number, p.name, p.status, p.is_customer, p.segment, p.language, p.vat_id,
  p.vat_id_valid, agreed.currency_id as currency, coalesce(agreed.payment_term_id, usual.id) as payment_term,
  agreed.pricing_tier_id as pricing_tier, agreed.price_list_id as price_list,
  coalesce(trim_scale(agreed.discount_percent), 0)::text as discount_percent,
  trim_scale(agreed.credit_limit)::text as credit_limit,
  billing.id as billing_address, billing.country as billing_country,
  coalesce(shipping.id, billing.id) as shipping_address,
  coalesce(shipping.country, billing.country) as shipping_country
from jsonb_to_recordset($2::jsonb)
  as asked(number integer, partner uuid, organization uuid, billing uuid, shipping uuid)
join partner p on p.tenant_id = $1 and p.id = asked.partner
join organization o on o.tenant_id = $1 and o.id = asked.organization
left join lateral (
  select * from partner_company c
  where c.tenant_id = $1 and c.partner_id = p.id and c.organization_id = any (o.ancestor_ids)
  order by array_position(o.ancestor_ids, c.organization_id) desc limit 1
) agreed on true
left join lateral (
  select t.id from payment_term t
  where agreed.payment_term_id is null and t.tenant_id = $1 and t.is_default and t.is_active
    and t.organization_id = any (o.ancestor_ids)
  order by array_position(o.ancestor_ids, t.organization_id) desc, t.code_lower limit 1
) usual on true
left join lateral (
  select a.id, d.country from partner_address a
  join address d on d.tenant_id = $1 and d.id = a.address_id
  where a.tenant_id = $1 and a.partner_id = p.id and a.id = coalesce(asked.billing, a.id)
  order by a.kind = 'billing' desc, a.is_primary desc, a.created_at, a.id limit 1
) billing on true
left join lateral (
  select a.id, d.country from partner_address a
  join address d on d.tenant_id = $1 and d.id = a.address_id
  where a.tenant_id = $1 and a.partner_id = p.id
    and case when asked.shipping is null then a.kind = 'shipping' else a.id = asked.shipping end
  order by a.is_primary desc, a.created_at, a.id limit 1
) shipping on true`

type TermsRow = PartnerTerms & { readonly number: number }

/** The terms in the order of the questions; null for a partner that does not exist. */
export async function termsFor(
  questions: readonly TermsQuestion[],
  ctx: Context,
): Promise<readonly (PartnerTerms | null)[]> {
  const asked = questions.map((question, number) => ({
    number,
    partner: question.partner,
    organization: question.organization,
    billing: question.billingAddress,
    shipping: question.shippingAddress,
  }))
  // The agreement may stand at a company of which the caller is no member.
  const rows = await ctx.withWholeTenant(() =>
    ctx.rows<TermsRow>(termsText, [ctx.tenantId, JSON.stringify(asked)]),
  )
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  return questions.map((_, number) => byNumber.get(number) ?? null)
}
