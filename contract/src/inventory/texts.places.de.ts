/** German words of the module inventory: places. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { lot } from './lot.ts'
import type { productWarehouse } from './product-warehouse.ts'
import type { stockBalance } from './stock-balance.ts'
import type { stockLevel } from './stock-level.ts'
import type { stockLocation } from './stock-location.ts'
import type { stockMove } from './stock-move.ts'
import type { warehouse } from './warehouse.ts'

interface Records {
  readonly warehouse: typeof warehouse
  readonly stock_location: typeof stockLocation
  readonly product_warehouse: typeof productWarehouse
  readonly lot: typeof lot
  readonly stock_move: typeof stockMove
  readonly stock_balance: typeof stockBalance
  readonly stock_level: typeof stockLevel
}

export const placesGerman: RecordsTexts<Records> = {
  warehouse: {
    label: ['Lager', 'Lager'],
    fields: {
      name: 'Name',
      code: 'Code',
      warehouse_type: 'Art des Lagers',
      address: 'Adresse',
      is_active: 'Aktiv',
      tags: 'Schlagwörter',
      custom_fields: 'Eigene Felder',
    },
    choices: {
      warehouse_type: {
        DISTRIBUTION_CENTER: 'Verteilzentrum',
        RETAIL_STORE: 'Ladengeschäft',
        MANUFACTURING: 'Fertigung',
        VIRTUAL_DROPSHIP: 'Streckenlager',
        THIRD_PARTY_LOGISTICS: 'Fremdlager',
        TRANSIT: 'Transit',
        OTHER: 'Sonstige',
      },
    },
    groups: { Location: 'Ort', 'Extended data': 'Weitere Angaben' },
  },
  stock_location: {
    label: ['Lagerort', 'Lagerorte'],
    fields: {
      name: 'Name',
      barcode: 'Barcode',
      warehouse: 'Lager',
      parent: 'Übergeordnet',
      location_type: 'Art des Platzes',
      usage: 'Verwendung',
      is_pickable: 'Darf kommissioniert werden',
      is_active: 'Aktiv',
      custom_fields: 'Eigene Felder',
    },
    choices: {
      location_type: {
        '': '–',
        ZONE: 'Zone',
        AISLE: 'Gang',
        RACK: 'Regal',
        SHELF: 'Fachboden',
        BIN: 'Fach',
        DOCK: 'Rampe',
        STAGING_AREA: 'Bereitstellung',
        OTHER: 'Sonstige',
      },
      usage: {
        storage: 'Lagerung',
        transit: 'Unterwegs',
        consignment: 'Konsignation',
        supplier: 'Lieferant',
        customer: 'Kunde',
        production: 'Fertigung',
        adjustment: 'Korrektur',
      },
    },
    groups: { 'Custom data': 'Eigene Felder' },
  },
  product_warehouse: {
    label: ['Dispositionsregel', 'Dispositionsregeln'],
    fields: {
      product: 'Artikel',
      warehouse: 'Lager',
      reorder_point: 'Meldebestand',
      safety_stock: 'Sicherheitsbestand',
      default_location: 'Standardlagerort',
    },
    choices: {},
  },
  lot: {
    label: ['Charge', 'Chargen'],
    fields: {
      product: 'Artikel',
      number: 'Nummer',
      supplier_number: 'Nummer des Lieferanten',
      manufactured_on: 'Hergestellt am',
      expires_on: 'Haltbar bis',
      status: 'Status',
      custom_fields: 'Eigene Felder',
    },
    choices: {
      status: {
        quarantine: 'Quarantäne',
        released: 'Freigegeben',
        blocked: 'Gesperrt',
        recalled: 'Zurückgerufen',
      },
    },
  },
  stock_move: {
    label: ['Lagerbewegung', 'Lagerbewegungen'],
    fields: {
      product: 'Artikel',
      lot: 'Charge',
      from_location: 'Von Lagerort',
      to_location: 'Nach Lagerort',
      owner: 'Eigentümer',
      base_unit_name: 'Basiseinheit',
      quantity: 'Menge',
      second_quantity: 'Zweite Menge',
      second_unit_name: 'Zweite Einheit',
      effective_at: 'Wirksam am',
      recorded_at: 'Erfasst am',
      reason: 'Grund',
      document_kind: 'Belegart',
      document_id: 'Beleg',
      reverses: 'Storniert',
    },
    choices: {
      reason: {
        opening: 'Anfangsbestand',
        receipt: 'Wareneingang',
        shipment: 'Versand',
        transfer: 'Umlagerung',
        return: 'Retoure',
        production: 'Fertigung',
        supplier_return: 'Rückgabe an Lieferanten',
        drop_shipment: 'Streckengeschäft',
        count: 'Zählung',
        scrap: 'Ausschuss',
        loss: 'Schwund',
        found: 'Fund',
        sample: 'Muster',
        correction: 'Korrektur',
        unexplained: 'Ungeklärt',
        explained: 'Geklärt',
        reversal: 'Storno',
      },
    },
  },
  stock_balance: {
    label: ['Bestand je Lagerort', 'Bestand je Lagerort'],
    fields: {
      product: 'Artikel',
      lot: 'Charge',
      location: 'Lagerort',
      owner: 'Eigentümer',
      base_unit_name: 'Basiseinheit',
      on_hand: 'Bestand',
      second_on_hand: 'Bestand in zweiter Einheit',
      second_unit_name: 'Zweite Einheit',
      allocated: 'Zugeteilt',
    },
    choices: {},
  },
  stock_level: {
    label: ['Bestand je Lager', 'Bestand je Lager'],
    fields: {
      product: 'Artikel',
      warehouse: 'Lager',
      owner: 'Eigentümer',
      base_unit_name: 'Basiseinheit',
      on_hand: 'Bestand',
      usable: 'Verwendbarer Bestand',
      reserved: 'Reserviert',
    },
    choices: {},
  },
}
