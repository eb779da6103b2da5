/** German words of the module sales: deliveries. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { customerReturn } from './customer-return.ts'
import type { customerReturnLine } from './customer-return-line.ts'
import type { delivery } from './delivery.ts'
import type { deliveryLine } from './delivery-line.ts'

interface Records {
  readonly delivery: typeof delivery
  readonly delivery_line: typeof deliveryLine
  readonly customer_return: typeof customerReturn
  readonly customer_return_line: typeof customerReturnLine
}

export const deliveriesGerman: RecordsTexts<Records> = {
  delivery: {
    label: ['Lieferung', 'Lieferungen'],
    fields: {
      number: 'Nummer',
      legal_entity: 'Rechtsträger',
      partner: 'Geschäftspartner',
      shipping_address: 'Lieferadresse',
      warehouse: 'Versand aus Lager',
      planned_date: 'Geplant für',
      status: 'Status',
      shipped_at: 'Versandt am',
      supply_date: 'Leistungsdatum',
      reversal_reason: 'Zurückgenommen, weil',
      invoice_state: 'Rechnungsstand',
      lines: 'Positionen',
      notes: 'Notizen',
    },
    choices: {
      status: { draft: 'Entwurf', ready: 'Bereit', shipped: 'Versandt', cancelled: 'Storniert' },
      invoice_state: {
        none: 'Nicht berechnet',
        partly: 'Teilberechnet',
        fully: 'Berechnet',
      },
    },
    moves: {
      ready: 'Bereitstellen',
      cancel: 'Stornieren',
      ship: 'Versenden',
      reset: 'Zurücksetzen',
      reverse: 'Versand zurücknehmen',
    },
  },
  delivery_line: {
    label: ['Lieferposition', 'Lieferpositionen'],
    fields: {
      delivery: 'Lieferung',
      position: 'Position',
      sales_order_line: 'Auftragsposition',
      product: 'Artikel',
      base_unit_name: 'Basiseinheit',
      quantity: 'Menge in Basiseinheit',
      lot: 'Charge',
      picks: 'Kommissionierung',
    },
    choices: {},
  },
  customer_return: {
    label: ['Retoure', 'Retouren'],
    fields: {
      number: 'Nummer',
      legal_entity: 'Rechtsträger',
      partner: 'Geschäftspartner',
      warehouse: 'Lager',
      status: 'Status',
      received_at: 'Eingegangen am',
      reason: 'Grund',
      lines: 'Positionen',
    },
    choices: {
      status: { draft: 'Entwurf', received: 'Eingegangen', closed: 'Abgeschlossen' },
    },
    moves: { receive: 'Einbuchen', close: 'Abschließen' },
  },
  customer_return_line: {
    label: ['Retourenposition', 'Retourenpositionen'],
    fields: {
      customer_return: 'Retoure',
      position: 'Position',
      delivery_line: 'Lieferposition',
      product: 'Artikel',
      quantity: 'Menge in Basiseinheit',
      lot: 'Charge',
      disposition: 'Verbleib',
    },
    choices: {
      disposition: {
        inspect: 'Prüfen',
        stock: 'Zurück ins Lager',
        quarantine: 'In Quarantäne',
        scrap: 'Verschrotten',
      },
    },
  },
}
