/** The reasons for a line's tax in German. */
import type { taxReasons } from './tax-reasons.ts'

export const germanTaxReasons: Readonly<Record<keyof typeof taxReasons, string>> = {
  'sales.tax_domestic': 'Die Lieferung beginnt und endet in {country}.',
  'sales.tax_export': 'Die Ware verlässt die Europäische Union von {country} nach {destination}.',
  'sales.tax_intra_community':
    'Die Ware geht von {country} nach {destination} an ein Unternehmen mit der USt-IdNr. {vat_id}.',
  'sales.tax_no_vat_id':
    'Der Käufer ist ein Unternehmen ohne USt-IdNr., daher fällt die Steuer von {country} an.',
  'sales.tax_vat_id_not_confirmed':
    'Die USt-IdNr. {vat_id} des Käufers ist nicht bestätigt, daher fällt die Steuer von {country} an.',
  'sales.tax_vat_id_of_departure':
    'Die USt-IdNr. {vat_id} des Käufers ist vom Abgangsland, daher fällt die Steuer von {country} an.',
  'sales.tax_distance_sale': 'Ein privater Käufer in {country} zahlt die Steuer dieses Landes.',
  'sales.tax_below_threshold':
    'Verkäufe an Private in {destination} liegen unter der Schwelle: Es fällt die Steuer von {country} an.',
  'sales.tax_starts_abroad':
    'Die Ware beginnt ihren Weg in {origin}, wo der Verkäufer nicht registriert ist.',
  'sales.tax_service_at_seller':
    'Eine Leistung an Private wird am Sitz des Verkäufers versteuert, in {country}.',
  'sales.tax_service_at_buyer':
    'Eine Leistung an ein Unternehmen wird an dessen Sitz versteuert, in {destination}.',
  'sales.tax_digital_at_buyer':
    'Eine elektronische Leistung an Private wird an deren Wohnsitz versteuert, in {destination}.',
  'sales.tax_reverse_charge': 'Der Käufer mit der USt-IdNr. {vat_id} schuldet die Steuer.',
  'sales.tax_reverse_charge_of_class':
    'In dieser Steuerklasse schuldet ein Unternehmen in {country} die Steuer selbst.',
  'sales.tax_rate_on_supply_date': 'Der Satz der Steuerklasse in {country} am {date} ist {percent} %.',
}
