/** German words of the module sales: invoices. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { invoice } from './invoice.ts'
import type { invoiceLine } from './invoice-line.ts'
import type { openItem } from './open-item.ts'
import type { payment } from './payment.ts'
import type { paymentAllocation } from './payment-allocation.ts'

interface Records {
  readonly invoice: typeof invoice
  readonly invoice_line: typeof invoiceLine
  readonly open_item: typeof openItem
  readonly payment: typeof payment
  readonly payment_allocation: typeof paymentAllocation
}

export const invoicesGerman: RecordsTexts<Records> = {
  invoice: {
    label: ['Rechnung', 'Rechnungen'],
    fields: {
      number: 'Nummer',
      legal_entity: 'Rechtsträger',
      kind: 'Art',
      partner: 'Geschäftspartner',
      billing_address: 'Rechnungsadresse',
      invoice_date: 'Rechnungsdatum',
      supply_date: 'Leistungsdatum',
      supply_end_date: 'Leistung bis',
      due_date: 'Fällig am',
      status: 'Status',
      state: 'Zahlungsstand',
      is_overdue: 'Überfällig',
      open_amount: 'Offener Betrag',
      currency: 'Währung',
      exchange_rate: 'Wechselkurs',
      payment_term: 'Zahlungsbedingung',
      is_gross: 'Preise',
      credits: 'Schreibt gut',
      reason: 'Grund',
      discount_percent: 'Rabatt in Prozent',
      charge_amount: 'Zuschläge',
      lines_total: 'Summe der Positionen',
      allowance_total: 'Summe der Nachlässe',
      charge_total: 'Summe der Zuschläge',
      net_total: 'Netto',
      tax_total: 'Steuer',
      gross_total: 'Gesamtbetrag',
      taxes: 'Steuern',
      frozen: 'Festgeschrieben',
      posted_at: 'Gebucht am',
      lines: 'Positionen',
      notes: 'Notizen',
    },
    choices: {
      kind: {
        invoice: 'Rechnung',
        part: 'Teilrechnung',
        prepayment: 'Anzahlungsrechnung',
        final: 'Schlussrechnung',
        credit_note: 'Gutschrift',
        correction: 'Korrekturrechnung',
      },
      status: { draft: 'Entwurf', posted: 'Gebucht' },
      state: {
        draft: 'Entwurf',
        open: 'Offen',
        partly_paid: 'Teilweise bezahlt',
        paid: 'Bezahlt',
        cancelled: 'Storniert',
      },
      is_gross: { net: 'Netto', gross: 'Brutto' },
    },
    moves: { post: 'Buchen', cancel: 'Stornieren' },
    groups: { Terms: 'Konditionen', Notes: 'Notizen' },
  },
  invoice_line: {
    label: ['Rechnungsposition', 'Rechnungspositionen'],
    fields: {
      invoice: 'Rechnung',
      position: 'Position',
      sales_order_line: 'Auftragsposition',
      delivery_line: 'Lieferposition',
      credited_line: 'Gutgeschriebene Position',
      product: 'Artikel',
      description: 'Beschreibung',
      quantity: 'Menge',
      unit: 'Einheit',
      base_quantity: 'Menge in Basiseinheit',
      unit_price: 'Preis',
      price_quantity: 'Je',
      discount_percent: 'Rabatt in Prozent',
      net_amount: 'Nettobetrag',
      tax_rate: 'Steuerschlüssel',
      tax_code: 'Steuercode',
      en16931_category: 'Kategorie nach EN 16931',
      tax_percent: 'Steuer in Prozent',
      tax_reasons: 'Begründung der Steuer',
      supply_date: 'Leistungsdatum',
    },
    choices: {},
  },
  open_item: {
    label: ['Offener Posten', 'Offene Posten'],
    fields: {
      legal_entity: 'Rechtsträger',
      invoice: 'Rechnung',
      partner: 'Geschäftspartner',
      instalment: 'Rate',
      direction: 'Richtung',
      amount: 'Betrag',
      currency: 'Währung',
      due_date: 'Fällig am',
      discount_date: 'Skonto bis',
      discount_amount: 'Skontobetrag',
      discounts: 'Skontostufen',
      open_amount: 'Offener Betrag',
      is_overdue: 'Überfällig',
    },
    choices: {
      direction: { receivable: 'Forderung', payable: 'Verbindlichkeit' },
    },
  },
  payment: {
    label: ['Zahlung', 'Zahlungen'],
    fields: {
      number: 'Nummer',
      legal_entity: 'Rechtsträger',
      partner: 'Geschäftspartner',
      direction: 'Richtung',
      method: 'Zahlungsart',
      payment_date: 'Bezahlt am',
      amount: 'Betrag',
      currency: 'Währung',
      reference: 'Verwendungszweck',
      status: 'Status',
      allocations: 'Zuordnungen',
      unallocated_amount: 'Nicht zugeordnet',
      notes: 'Notizen',
    },
    choices: {
      direction: { in: 'Eingang', out: 'Ausgang' },
      method: {
        transfer: 'Überweisung',
        cash: 'Bar',
        card: 'Karte',
        direct_debit: 'Lastschrift',
        other: 'Sonstige',
      },
      status: { posted: 'Gebucht' },
    },
  },
  payment_allocation: {
    label: ['Zuordnung', 'Zuordnungen'],
    fields: {
      payment: 'Zahlung',
      invoice: 'Rechnung',
      open_item: 'Offener Posten',
      kind: 'Art',
      amount: 'Betrag',
      credit_item: 'Posten der Gutschrift',
      reverses: 'Storniert',
    },
    choices: {
      kind: {
        payment: 'Zahlung',
        cash_discount: 'Skonto',
        write_off: 'Ausbuchung',
        charge: 'Gebühr',
        credit_note: 'Gutschrift',
        refund: 'Erstattung',
        reversal: 'Storno',
      },
    },
    help: { invoice: 'Ihre offenen Posten werden nach Fälligkeit ausgeglichen.' },
  },
}
