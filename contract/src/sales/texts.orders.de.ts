/** German words of the module sales: orders. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { quotation } from './quotation.ts'
import type { quotationLine } from './quotation-line.ts'
import type { salesOrder } from './sales-order.ts'
import type { salesOrderLine } from './sales-order-line.ts'
import {
  documentGerman,
  documentChoices,
  documentLineGerman,
  demandGerman,
  lineChoices,
} from './document-fields.de.ts'

interface Records {
  readonly quotation: typeof quotation
  readonly quotation_line: typeof quotationLine
  readonly sales_order: typeof salesOrder
  readonly sales_order_line: typeof salesOrderLine
}

export const ordersGerman: RecordsTexts<Records> = {
  quotation: {
    label: ['Angebot', 'Angebote'],
    fields: {
      ...documentGerman,
      number: 'Nummer',
      legal_entity: 'Rechtsträger',
      quotation_date: 'Angebotsdatum',
      valid_until: 'Gültig bis',
      status: 'Status',
      sales_order: 'Auftrag',
      lines: 'Positionen',
    },
    choices: {
      ...documentChoices,
      status: {
        draft: 'Entwurf',
        sent: 'Versandt',
        accepted: 'Angenommen',
        rejected: 'Abgelehnt',
        expired: 'Abgelaufen',
      },
    },
    moves: {
      approve: 'Freigeben',
      send: 'Versenden',
      reject: 'Ablehnen',
      revise: 'Überarbeiten',
      accept: 'Annehmen',
      expire: 'Ablaufen lassen',
    },
    groups: { Terms: 'Konditionen', Notes: 'Notizen' },
  },
  quotation_line: {
    label: ['Angebotsposition', 'Angebotspositionen'],
    fields: {
      ...documentLineGerman,
      ...demandGerman,
      quotation: 'Angebot',
    },
    choices: {
      ...lineChoices,
    },
    help: { unit_price: 'Bleibt er leer, gilt die Preisliste.' },
  },
  sales_order: {
    label: ['Auftrag', 'Aufträge'],
    fields: {
      ...documentGerman,
      number: 'Nummer',
      legal_entity: 'Rechtsträger',
      quotation: 'Angebot',
      order_date: 'Auftragsdatum',
      delivery_day: 'Zugesagter Liefertag',
      status: 'Status',
      delivery_state: 'Lieferstand',
      invoice_state: 'Rechnungsstand',
      is_complete_only: 'Nur komplett liefern',
      invoice_on: 'Berechnet wird',
      channel: 'Vertriebskanal',
      external_id: 'Fremdschlüssel',
      confirmed_at: 'Bestätigt am',
      lines: 'Positionen',
    },
    choices: {
      ...documentChoices,
      status: { draft: 'Entwurf', confirmed: 'Bestätigt', closed: 'Abgeschlossen', cancelled: 'Storniert' },
      delivery_state: {
        none: 'Nichts geliefert',
        partly: 'Teilgeliefert',
        fully: 'Geliefert',
      },
      invoice_state: {
        none: 'Nicht berechnet',
        partly: 'Teilberechnet',
        fully: 'Berechnet',
      },
      invoice_on: { shipped: 'Geliefertes', ordered: 'Bestelltes' },
    },
    moves: {
      approve: 'Freigeben',
      confirm: 'Bestätigen',
      cancel: 'Stornieren',
      amend: 'Ändern',
      close: 'Abschließen',
    },
    groups: { Terms: 'Konditionen', 'Discount and charges': 'Rabatt und Zuschläge', Notes: 'Notizen' },
  },
  sales_order_line: {
    label: ['Auftragsposition', 'Auftragspositionen'],
    fields: {
      ...documentLineGerman,
      ...demandGerman,
      sales_order: 'Auftrag',
      quotation_line: 'Angebotsposition',
      cancelled_quantity: 'Stornierte Menge',
      reserved_quantity: 'Reservierte Menge',
      delivered_quantity: 'Gelieferte Menge',
      returned_quantity: 'Zurückgenommene Menge',
      invoiced_quantity: 'Berechnete Menge',
      open_quantity: 'Offene Menge',
    },
    choices: {
      ...lineChoices,
    },
    help: { unit_price: 'Bleibt er leer, gilt die Preisliste.' },
  },
}
