/** Where a supply is taxed and in which way, before any rate is looked up (DOMAIN 9). */
import { isWithin } from '#contract/kit/dates.ts'
import type { Parameters } from '#contract/kit/failure.ts'
import { deny, type Outcome } from '#contract/kit/outcome.ts'
import type { TaxCategory } from './tax-key.ts'
import type { TaxQuestion } from './tax-question.ts'
import type { TaxReason } from './tax-reasons.ts'
import { countryOfVatId, isInUnion, vatCountry } from './vat-territory.ts'

export interface Treatment {
  /** Whose tax codes hold. */
  readonly country: string
  /** Null where the product's class decides. */
  readonly category: TaxCategory | null
  readonly why: readonly TaxReason[]
}

export type PlaceOutcome = Outcome<Treatment, 'sales.vat_registration_missing'>

export function placeOfSupply(question: TaxQuestion): PlaceOutcome {
  return question.product_type === 'PHYSICAL_GOOD' ? placeOfGoods(question) : placeOfService(question)
}

function placeOfGoods(question: TaxQuestion): PlaceOutcome {
  const { supply_date: date, buyer } = question
  const [country, destination] = [vatCountry(question.ship_from), vatCountry(question.ship_to)]
  if (!isRegistered(question, country)) {
    if (isInUnion(country, date) || country === destination) return notRegistered(question, country)
    const home = vatCountry(question.seller.country)
    return treat(home, 'O', 'sales.tax_starts_abroad', { origin: country })
  }
  if (country === destination) return treat(country, null, 'sales.tax_domestic', { country })
  if (!isInUnion(country, date) || !isInUnion(destination, date)) {
    return treat(country, 'G', 'sales.tax_export', { country, destination })
  }
  if (buyer.is_private) return placeOfDistanceSale(question, country, destination)
  const doubt = doubtInVatId(question, country)
  if (doubt !== null) return treat(country, null, doubt, { country, vat_id: buyer.vat_id })
  const parameters = { country, destination, vat_id: buyer.vat_id }
  return treat(country, 'K', 'sales.tax_intra_community', parameters)
}

function placeOfDistanceSale(question: TaxQuestion, country: string, destination: string): PlaceOutcome {
  if (question.seller.uses_one_stop_shop || isRegistered(question, destination)) {
    return treat(destination, null, 'sales.tax_distance_sale', { country: destination })
  }
  return treat(country, null, 'sales.tax_below_threshold', { country, destination })
}

function placeOfService(question: TaxQuestion): PlaceOutcome {
  const { buyer, supply_date: date } = question
  const [country, destination] = [vatCountry(question.seller.country), vatCountry(buyer.country)]
  if (!isRegistered(question, country)) return notRegistered(question, country)
  if (country === destination) return treat(country, null, 'sales.tax_domestic', { country })
  const isNear = isInUnion(destination, date) && isInUnion(country, date)
  if (buyer.is_private) {
    if (question.product_type === 'SERVICE') {
      return treat(country, null, 'sales.tax_service_at_seller', { country })
    }
    if (isNear) return placeOfDistanceSale(question, country, destination)
    return treat(country, 'O', 'sales.tax_digital_at_buyer', { destination })
  }
  const atBuyer: TaxReason = { code: 'sales.tax_service_at_buyer', parameters: { destination } }
  if (!isNear) return { country, category: 'O', why: [atBuyer] }
  const doubt = doubtInVatId(question, country)
  if (doubt !== null) return treat(country, null, doubt, { country, vat_id: buyer.vat_id })
  const shifted: TaxReason = { code: 'sales.tax_reverse_charge', parameters: { vat_id: buyer.vat_id } }
  return { country, category: 'AE', why: [atBuyer, shifted] }
}

/** Why the buyer's VAT ID does not carry the tax over the border; null when it does. */
function doubtInVatId({ buyer }: TaxQuestion, departure: string): TaxReason['code'] | null {
  if (buyer.vat_id === null || buyer.vat_id === '') return 'sales.tax_no_vat_id'
  if (!buyer.vat_id_valid) return 'sales.tax_vat_id_not_confirmed'
  return countryOfVatId(buyer.vat_id) === departure ? 'sales.tax_vat_id_of_departure' : null
}

function isRegistered({ seller, supply_date: date }: TaxQuestion, country: string): boolean {
  return seller.registrations.some(
    (registration) =>
      vatCountry(registration.country) === country &&
      isWithin(date, registration.valid_from, registration.valid_to),
  )
}

function notRegistered({ supply_date: date }: TaxQuestion, country: string): PlaceOutcome {
  return deny('sales.vat_registration_missing', { country, date })
}

function treat(
  country: string,
  category: TaxCategory | null,
  code: TaxReason['code'],
  parameters: Parameters,
): Treatment {
  return { country, category, why: [{ code, parameters }] }
}
