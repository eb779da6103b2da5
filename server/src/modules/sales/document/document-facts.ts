/** What a sales document follows from: the seller's books, the warehouse, and the decimal places of its currency. */
import type { VatRegistration } from '#contract/sales/tax-question.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import type { PartnerTerms } from '#server/modules/contact/public.ts'
import type { SoldProduct } from '#server/modules/products/public.ts'

/** A document with what is known of its partner, seller and products. */
export interface KnownDocument {
  readonly draft: Draft
  readonly terms: PartnerTerms
  readonly seller: SellerFacts
  readonly products: ReadonlyMap<string, SoldProduct>
}

export interface SellerFacts {
  readonly legal_entity: string | null
  readonly timezone: string | null
  readonly currency: string | null
  readonly language: string
  readonly country: string | null
  readonly registrations: readonly VatRegistration[]
  /** The one named, else the first of the organization, else of those above it. */
  readonly warehouse: string | null
  readonly warehouse_country: string | null
}

export interface SellerQuestion {
  readonly organization: string
  readonly warehouse: string | null
}

const sellersText = `select asked.number, o.legal_entity_id as legal_entity, company.timezone, company.language,
  (select a.currency_id from organization a where a.tenant_id = $1 and a.id = any (o.ancestor_ids)
    and a.currency_id is not null order by array_position(o.ancestor_ids, a.id) desc limit 1) as currency,
  seat.country, coalesce((select jsonb_agg(jsonb_build_object('country', r.country,
      'valid_from', r.valid_from, 'valid_to', r.valid_to))
    from vat_registration r where r.tenant_id = $1 and r.organization_id = o.legal_entity_id), '[]')
    as registrations,
  place.id as warehouse, place.country as warehouse_country
from jsonb_to_recordset($2::jsonb) as asked(number integer, organization uuid, warehouse uuid)
join organization o on o.tenant_id = $1 and o.id = asked.organization
left join organization company on company.tenant_id = $1 and company.id = o.legal_entity_id
left join address seat on seat.tenant_id = $1 and seat.id = company.primary_address_id
left join lateral (
  select w.id, d.country from warehouse w
  left join address d on d.tenant_id = $1 and d.id = w.address_id
  where w.tenant_id = $1 and case when asked.warehouse is null
    then w.is_active and w.warehouse_type not in ('TRANSIT', 'VIRTUAL_DROPSHIP')
      and w.organization_id = any (o.ancestor_ids)
    else w.id = asked.warehouse end
  order by array_position(o.ancestor_ids, w.organization_id) desc nulls last, w.code_lower limit 1
) place on true`

/** In the order of the questions. The warehouse may be of a site of which the caller is no member. */
export async function sellersOf(
  questions: readonly SellerQuestion[],
  ctx: Context,
): Promise<readonly (SellerFacts | null)[]> {
  const asked = questions.map((question, number) => ({ number, ...question }))
  const rows = await ctx.withWholeTenant(() =>
    ctx.rows<SellerFacts & { readonly number: number }>(sellersText, [ctx.tenantId, JSON.stringify(asked)]),
  )
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  return questions.map((_, number) => byNumber.get(number) ?? null)
}

/** ISO 4217 says how many; they never change, so each is read once a process. */
const knownPlaces = new Map<string, number>()

export async function placesOf(currency: string, ctx: Context): Promise<number> {
  const known = knownPlaces.get(currency)
  if (known !== undefined) return known
  const text = 'select decimal_places from currency where id = $1'
  const [row] = await ctx.rows<{ decimal_places: number }>(text, [currency])
  if (row !== undefined) knownPlaces.set(currency, row.decimal_places)
  return row?.decimal_places ?? 2
}
