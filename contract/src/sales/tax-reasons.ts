/** Why a line has its tax: each reason with its sentence, kept on the posted line as code and values. */
import type { Parameters } from '#contract/kit/failure.ts'

/** English; `{name}` is filled from the parameters. */
export const taxReasons = {
  'sales.tax_domestic': 'The supply begins and ends in {country}.',
  'sales.tax_export': 'The goods leave the European Union from {country} to {destination}.',
  'sales.tax_intra_community':
    'The goods go from {country} to {destination}, to a business with the VAT ID {vat_id}.',
  'sales.tax_no_vat_id': 'The buyer is a business without a VAT ID, so the tax of {country} is due.',
  'sales.tax_vat_id_not_confirmed':
    'The VAT ID {vat_id} of the buyer is not confirmed, so the tax of {country} is due.',
  'sales.tax_vat_id_of_departure':
    'The VAT ID {vat_id} of the buyer is of the country of departure, so the tax of {country} is due.',
  'sales.tax_distance_sale': 'A private buyer in {country} pays the tax of that country.',
  'sales.tax_below_threshold':
    'Sales to private buyers in {destination} are below the threshold, so the tax of {country} is due.',
  'sales.tax_starts_abroad': 'The goods begin their way in {origin}, where the seller is not registered.',
  'sales.tax_service_at_seller': 'A service to a private buyer is taxed where the seller sits, in {country}.',
  'sales.tax_service_at_buyer': 'A service to a business is taxed where the buyer sits, in {destination}.',
  'sales.tax_digital_at_buyer': 'A digital service is taxed where the private buyer lives, in {destination}.',
  'sales.tax_reverse_charge': 'The buyer with the VAT ID {vat_id} owes the tax.',
  'sales.tax_reverse_charge_of_class': 'For this tax class a business in {country} owes the tax itself.',
  'sales.tax_rate_on_supply_date': 'The rate of the tax class in {country} on {date} is {percent} %.',
} as const

export interface TaxReason {
  readonly code: keyof typeof taxReasons
  readonly parameters: Parameters
}
