/** German words of the module inventory: documents. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { goodsReceipt } from './goods-receipt.ts'
import type { goodsReceiptLine } from './goods-receipt-line.ts'
import type { stockCount } from './stock-count.ts'
import type { stockCountLine } from './stock-count-line.ts'
import type { stockTransfer } from './stock-transfer.ts'
import type { stockTransferLine } from './stock-transfer-line.ts'

interface Records {
  readonly goods_receipt: typeof goodsReceipt
  readonly goods_receipt_line: typeof goodsReceiptLine
  readonly stock_transfer: typeof stockTransfer
  readonly stock_transfer_line: typeof stockTransferLine
  readonly stock_count: typeof stockCount
  readonly stock_count_line: typeof stockCountLine
}

export const documentsGerman: RecordsTexts<Records> = {
  goods_receipt: {
    label: ['Wareneingang', 'Wareneingänge'],
    fields: {
      number: 'Nummer',
      legal_entity: 'Rechtsträger',
      warehouse: 'Lager',
      partner: 'Lieferant',
      receipt_date: 'Eingangsdatum',
      reference: 'Lieferschein',
      status: 'Status',
      posted_at: 'Gebucht am',
      reversal_reason: 'Zurückgenommen, weil',
      lines: 'Positionen',
      notes: 'Notizen',
    },
    choices: {
      status: { draft: 'Entwurf', posted: 'Gebucht', cancelled: 'Storniert' },
    },
    moves: { post: 'Buchen', cancel: 'Stornieren', reverse: 'Eingang zurücknehmen' },
  },
  goods_receipt_line: {
    label: ['Eingangsposition', 'Eingangspositionen'],
    fields: {
      goods_receipt: 'Wareneingang',
      position: 'Position',
      product: 'Artikel',
      quantity: 'Menge',
      unit: 'Einheit',
      base_quantity: 'Menge in Basiseinheit',
      second_quantity: 'Zweite Menge',
      second_unit_name: 'Zweite Einheit',
      location: 'Lagerort',
      lot_number: 'Chargennummer',
      supplier_lot_number: 'Charge des Lieferanten',
      expires_on: 'Haltbar bis',
    },
    choices: {},
  },
  stock_transfer: {
    label: ['Umlagerung', 'Umlagerungen'],
    fields: {
      number: 'Nummer',
      legal_entity: 'Rechtsträger',
      from_warehouse: 'Von Lager',
      to_warehouse: 'Nach Lager',
      receiving_organization: 'Empfangende Organisation',
      planned_date: 'Geplant für',
      status: 'Status',
      shipped_at: 'Versandt am',
      received_at: 'Eingegangen am',
      lines: 'Positionen',
      notes: 'Notizen',
    },
    choices: {
      status: {
        draft: 'Entwurf',
        shipped: 'Versandt',
        partly_received: 'Teilweise eingegangen',
        received: 'Eingegangen',
        cancelled: 'Storniert',
      },
    },
    moves: {
      ship: 'Versenden',
      cancel: 'Stornieren',
      receive: 'Einbuchen',
      receive_part: 'Teil einbuchen',
      return_rest: 'Rest zurücknehmen',
    },
  },
  stock_transfer_line: {
    label: ['Umlagerungsposition', 'Umlagerungspositionen'],
    fields: {
      stock_transfer: 'Umlagerung',
      position: 'Position',
      product: 'Artikel',
      quantity: 'Menge',
      unit: 'Einheit',
      base_quantity: 'Menge in Basiseinheit',
      second_quantity: 'Zweite Menge',
      second_unit_name: 'Zweite Einheit',
      lot: 'Charge',
      from_location: 'Von Lagerort',
      to_location: 'Nach Lagerort',
      base_unit_name: 'Basiseinheit',
      received_quantity: 'Eingegangene Menge',
      returned_quantity: 'Zurückgenommene Menge',
      difference_reason: 'Grund der Abweichung',
    },
    choices: {},
  },
  stock_count: {
    label: ['Inventur', 'Inventuren'],
    fields: {
      number: 'Nummer',
      legal_entity: 'Rechtsträger',
      warehouse: 'Lager',
      reason: 'Grund',
      status: 'Status',
      posted_at: 'Gebucht am',
      lines: 'Positionen',
      notes: 'Notizen',
    },
    choices: {
      reason: {
        count: 'Zählung',
        loss: 'Schwund',
        scrap: 'Ausschuss',
        found: 'Fund',
        opening: 'Anfangsbestand',
        correction: 'Korrektur',
      },
      status: { draft: 'Entwurf', posted: 'Gebucht', cancelled: 'Storniert' },
    },
    moves: { post: 'Buchen', cancel: 'Stornieren' },
  },
  stock_count_line: {
    label: ['Zählposition', 'Zählpositionen'],
    fields: {
      stock_count: 'Inventur',
      position: 'Position',
      product: 'Artikel',
      location: 'Lagerort',
      lot: 'Charge',
      base_unit_name: 'Basiseinheit',
      counted_quantity: 'Gezählte Menge',
      counted_second_quantity: 'Zweite Menge',
      second_unit_name: 'Zweite Einheit',
      counted_at: 'Gezählt am',
      book_quantity: 'Buchmenge',
      difference: 'Abweichung',
    },
    choices: {},
  },
}
