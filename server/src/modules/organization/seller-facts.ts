/** What a legal entity says of itself on an invoice, and what its taxes are judged by. */
import { isWithin } from '#contract/kit/dates.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'

export interface SellerRegistration {
  readonly country: string
  readonly vat_id: string
  readonly valid_from: string | null
  readonly valid_to: string | null
}

export interface SellerBankAccount {
  readonly bank_name: string
  readonly holder: string
  readonly iban: string
  readonly bic: string | null
  readonly currency: string | null
}

/** Null where it has not been entered; whoever posts refuses what the law demands. */
export interface SellerFacts {
  readonly name: string
  readonly street: readonly string[]
  readonly postal_code: string | null
  readonly city: string | null
  readonly region: string | null
  readonly country: string | null
  /** Of its own country, valid on the day. */
  readonly vat_id: string | null
  readonly registrations: readonly SellerRegistration[]
  readonly tax_number: string | null
  readonly register: string | null
  readonly directors: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
  /** The one printed on invoices first. */
  readonly bank_accounts: readonly SellerBankAccount[]
}

interface SellerRow extends Omit<SellerFacts, 'street' | 'vat_id' | 'registrations' | 'bank_accounts'> {
  readonly street_address_1: string | null
  readonly street_address_2: string | null
}

const sellerText = `select o.name, a.street_address_1, a.street_address_2, a.postal_code, a.city,
    a.state as region, a.country, o.tax_number, o.register_entry as register,
    o.metadata ->> 'directors' as directors, o.phone, o.email, o.website
  from organization o
  left join address a on a.tenant_id = o.tenant_id and a.id = o.primary_address_id
  where o.tenant_id = $1 and o.id = $2`
const registrationText = `select country, vat_id, valid_from, valid_to from vat_registration
  where tenant_id = $1 and organization_id = $2 order by country, valid_from nulls first`
const bankText = `select b.bank as bank_name, b.holder, b.iban, b.bic, c.code as currency
  from bank_account b left join currency c on c.id = b.currency_id
  where b.tenant_id = $1 and b.organization_id = $2 order by b.is_default desc, b.created_at, b.id`

/** As of a day, read with the whole tenant: a clerk of a site sells in the name of the company above it. */
export async function sellerFacts(legalEntityId: string, day: string, ctx: Context): Promise<SellerFacts> {
  const values = [ctx.tenantId, legalEntityId]
  const [sellers, all, banks] = await ctx.withWholeTenant(() =>
    Promise.all([
      ctx.rows<SellerRow>(sellerText, values),
      ctx.rows<SellerRegistration>(registrationText, values),
      ctx.rows<SellerBankAccount>(bankText, values),
    ]),
  )
  const [seller] = sellers
  if (seller === undefined) throw new Refusal('kit.not_found')
  const { street_address_1: first, street_address_2: second, ...facts } = seller
  const registrations = all.filter(({ valid_from, valid_to }) => isWithin(day, valid_from, valid_to))
  return {
    ...facts,
    street: [first, second].filter((line) => line !== null),
    vat_id: registrations.find(({ country }) => country === facts.country)?.vat_id ?? null,
    registrations,
    bank_accounts: banks.slice(0, 3),
  }
}
