/** Seller, buyer and terms of an invoice as they stand now: what tax follows from and posting freezes. */
import type { Instalment } from '#contract/contact/payment-term.ts'
import type { FrozenPlace, FrozenSeller } from '#contract/sales/frozen-invoice.ts'
import type { VatRegistration } from '#contract/sales/tax-question.ts'
import type { Context } from '#server/kit/context.ts'

export interface RawAddress {
  readonly name: string | null
  readonly street_address_1: string | null
  readonly street_address_2: string | null
  readonly postal_code: string | null
  readonly city: string | null
  readonly state: string | null
  readonly country: string
}

export interface InvoiceParties {
  readonly legal_entity: string | null
  readonly seller_name: string
  readonly tax_number: string | null
  readonly register: string | null
  readonly directors: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
  readonly home_currency: string | null
  readonly seat: RawAddress | null
  readonly registrations: readonly (VatRegistration & { readonly vat_id: string })[]
  readonly bank_accounts: FrozenSeller['bank_accounts']
  readonly partner_number: string
  readonly partner_name: string
  readonly segment: 'B2B' | 'B2C'
  readonly language: string
  readonly vat_id: string | null
  readonly vat_id_valid: boolean
  readonly billing: RawAddress | null
  readonly ship_to: RawAddress | null
  readonly term_title: Readonly<Record<string, string>> | null
  readonly instalments: readonly Instalment[] | null
  readonly is_period_open: boolean
  readonly currency_code: string | null
  readonly places: number
}

const address = (alias: string, name: string) => `jsonb_build_object('name', ${name},
    'street_address_1', ${alias}.street_address_1, 'street_address_2', ${alias}.street_address_2,
    'postal_code', ${alias}.postal_code, 'city', ${alias}.city, 'state', ${alias}.state,
    'country', ${alias}.country)`

const partiesText = `select company.id as legal_entity, company.name as seller_name,
  company.tax_number, company.register_entry as register, company.metadata->>'directors' as directors,
  company.phone, company.email, company.website, company.currency_id as home_currency,
  (select ${address('d', 'null')} from address d
    where d.tenant_id = $1 and d.id = company.primary_address_id) as seat,
  coalesce((select jsonb_agg(jsonb_build_object('country', r.country, 'vat_id', r.vat_id,
      'valid_from', r.valid_from, 'valid_to', r.valid_to) order by r.country, r.id)
    from vat_registration r where r.tenant_id = $1 and r.organization_id = company.id), '[]') as registrations,
  coalesce((select jsonb_agg(jsonb_build_object('bank_name', b.bank, 'holder', b.holder, 'iban', b.iban,
      'bic', b.bic) order by b.is_default desc, b.bank, b.id)
    from bank_account b where b.tenant_id = $1 and b.organization_id = company.id), '[]') as bank_accounts,
  p.number as partner_number, p.name as partner_name, p.segment, p.language, p.vat_id, p.vat_id_valid,
  billing.address as billing, shipping.address as ship_to, t.title as term_title, t.instalments,
  kontor.is_period_open($1, company.id, 'sales', $7::date) as is_period_open,
  c.code as currency_code, coalesce(c.decimal_places, 2) as places
from organization company
join partner p on p.tenant_id = $1 and p.id = $3
left join lateral (
  select ${address('d', "nullif(a.name, '')")} as address from partner_address a
  join address d on d.tenant_id = $1 and d.id = a.address_id
  where a.tenant_id = $1 and a.partner_id = p.id and a.id = coalesce($4::uuid, a.id)
  order by a.kind = 'billing' desc, a.is_primary desc, a.created_at, a.id limit 1
) billing on true
left join lateral (
  select ${address('d', "nullif(a.name, '')")} as address from partner_address a
  join address d on d.tenant_id = $1 and d.id = a.address_id
  where a.tenant_id = $1 and a.id = $5::uuid
) shipping on true
left join payment_term t on t.tenant_id = $1 and t.id = $6::uuid
left join currency c on c.id = $8::uuid
where company.tenant_id = $1 and company.id = $2`

export interface PartiesQuestion {
  readonly legalEntity: string | null
  readonly partner: string
  readonly billingAddress: string | null
  readonly shippingAddress: string | null
  readonly paymentTerm: string | null
  readonly currency: string | null
  readonly day: string
}

/** One statement with the whole tenant's reach: the company may stand above the caller's own node. */
export async function partiesOf(question: PartiesQuestion, ctx: Context): Promise<InvoiceParties | null> {
  const { legalEntity, partner, billingAddress, shippingAddress, paymentTerm, day, currency } = question
  const values = [
    ctx.tenantId,
    legalEntity,
    partner,
    billingAddress,
    shippingAddress,
    paymentTerm,
    day,
    currency,
  ]
  const [row] = await ctx.withWholeTenant(() => ctx.rows<InvoiceParties>(partiesText, values))
  return row ?? null
}

export function placeOf(raw: RawAddress | null): FrozenPlace {
  const street = [raw?.street_address_1, raw?.street_address_2]
  return {
    street: street.filter((part): part is string => Boolean(part)),
    postal_code: raw?.postal_code || null,
    city: raw?.city ?? '',
    region: raw?.state || null,
    country: raw?.country ?? '',
  }
}
