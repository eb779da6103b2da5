/** The fields that quotations and orders share, in German. */
import type { demandFields, documentFields, documentLineFields } from './document-fields.ts'

type Texts<Fields> = Readonly<Record<keyof Fields, string>>

export const documentGerman: Texts<typeof documentFields> = {
  partner: 'Geschäftspartner',
  billing_address: 'Rechnungsadresse',
  shipping_address: 'Lieferadresse',
  warehouse: 'Versand aus Lager',
  currency: 'Währung',
  payment_term: 'Zahlungsbedingung',
  is_gross: 'Preise',
  customer_reference: 'Bestellzeichen des Kunden',
  discount_percent: 'Belegrabatt in Prozent',
  charge_amount: 'Fracht und Zuschläge',
  revision: 'Belegversion',
  notes: 'Notizen',
  approval_state: 'Freigabe',
  approved_by: 'Freigegeben von',
  lines_total: 'Summe der Positionen',
  net_total: 'Netto',
  tax_total: 'Steuer',
  gross_total: 'Gesamtbetrag',
}

export const documentLineGerman: Texts<typeof documentLineFields> = {
  position: 'Position',
  product: 'Artikel',
  description: 'Beschreibung',
  quantity: 'Menge',
  unit: 'Einheit',
  base_quantity: 'Menge in Basiseinheit',
  unit_price: 'Preis',
  price_quantity: 'Je',
  price_source: 'Preisherkunft',
  discount_percent: 'Rabatt in Prozent',
  net_amount: 'Nettobetrag',
  tax_category: 'Steuerklasse',
  tax_percent: 'Steuer in Prozent',
}

export const demandGerman: Texts<typeof demandFields> = {
  supply: 'Beschaffung',
  promised_date: 'Zugesagt für',
  lot: 'Charge',
}

export const documentChoices = {
  is_gross: { net: 'Netto', gross: 'Brutto' },
  approval_state: { none: 'Nicht nötig', asked: 'Angefragt', granted: 'Erteilt' },
}

export const lineChoices = {
  price_source: {
    contract: 'Vertrag',
    customer: 'Kunde',
    tier: 'Preisstufe',
    base: 'Basispreisliste',
    hand: 'Von Hand',
    none: 'Keine',
  },
  supply: {
    stock: 'Aus dem Lager',
    drop_shipment: 'Strecke',
    buy_to_order: 'Einkauf für den Auftrag',
    make_to_order: 'Fertigung für den Auftrag',
    none: 'Keine',
  },
}
