/** German words of the module products: catalogue. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { category } from './category.ts'
import type { product } from './product.ts'
import type { productCompany } from './product-company.ts'
import type { productImage } from './product-image.ts'
import type { priceList } from './price-list.ts'
import type { price } from './price.ts'

interface Records {
  readonly category: typeof category
  readonly product: typeof product
  readonly product_company: typeof productCompany
  readonly product_image: typeof productImage
  readonly price_list: typeof priceList
  readonly price: typeof price
}

export const catalogueGerman: RecordsTexts<Records> = {
  category: {
    label: ['Kategorie', 'Kategorien'],
    fields: {
      name: 'Name',
      names: 'Namen in anderen Sprachen',
      slug: 'Kurzname',
      description: 'Beschreibung',
      parent: 'Übergeordnet',
      category_type: 'Art der Kategorie',
      is_active: 'Aktiv',
      custom_fields: 'Eigene Felder',
    },
    choices: {
      category_type: {
        PRODUCT: 'Artikel',
        DOCUMENT_TYPE: 'Dokumentart',
        ASSET_TYPE: 'Anlagenart',
        ORG_COST_CENTER: 'Kostenstelle',
        OTHER: 'Sonstige',
      },
    },
    groups: { Details: 'Einzelheiten' },
    help: { slug: 'Bleibt er leer, entsteht er aus dem Namen.' },
  },
  product: {
    label: ['Artikel', 'Artikel'],
    fields: {
      sku: 'Artikelnummer',
      name: 'Name',
      description: 'Beschreibung',
      kind: 'Art',
      parent: 'Artikelfamilie',
      product_type: 'Artikeltyp',
      category: 'Kategorie',
      status: 'Status',
      base_unit: 'Basiseinheit',
      second_unit: 'Zweite Einheit',
      tax_category: 'Steuerklasse',
      tracking: 'Verfolgung',
      is_inventory_tracked: 'Lagergeführt',
      is_purchasable: 'Wird eingekauft',
      is_sellable: 'Wird verkauft',
      is_manufactured: 'Wird gefertigt',
      weight_kilogram: 'Gewicht in kg',
      base_sku: 'Basisnummer',
      variant_code: 'Variantencode',
      attributes: 'Merkmale',
      legacy_sku: 'Frühere Artikelnummer',
      legacy_id: 'Früherer Schlüssel',
      image: 'Bild',
      tags: 'Schlagwörter',
      custom_fields: 'Eigene Felder',
    },
    choices: {
      kind: { simple: 'Einzelartikel', parent: 'Artikelfamilie', variant: 'Variante' },
      product_type: { PHYSICAL_GOOD: 'Ware', SERVICE: 'Dienstleistung', DIGITAL: 'Digitales Gut' },
      status: { draft: 'Entwurf', active: 'Aktiv', discontinued: 'Ausgelaufen' },
      tracking: { none: 'Keine', lot: 'Charge', serial: 'Seriennummer' },
    },
    moves: { activate: 'Aktivieren', discontinue: 'Auslaufen lassen', reset: 'Zurücksetzen' },
    groups: {
      Classification: 'Einordnung',
      Details: 'Einzelheiten',
      Flags: 'Kennzeichen',
      'Extended data': 'Weitere Angaben',
    },
    help: { second_unit: 'Wird zusätzlich gezählt, zum Beispiel nach Gewicht.' },
  },
  product_company: {
    label: ['Standardkosten', 'Standardkosten'],
    fields: {
      product: 'Artikel',
      standard_cost: 'Standardkosten',
      valid_from: 'Gültig ab',
    },
    choices: {},
  },
  product_image: {
    label: ['Artikelbild', 'Artikelbilder'],
    fields: {
      product: 'Artikel',
      file: 'Datei',
      image_type: 'Art des Bildes',
      is_front: 'Vorderseite',
      is_primary: 'Vorrangig',
      position: 'Position',
    },
    choices: {
      image_type: {
        Produktfoto: 'Produktfoto',
        'Markt-Messe-Shop': 'Markt, Messe, Laden',
        Szene: 'Szene',
        Illustration: 'Illustration',
      },
    },
  },
  price_list: {
    label: ['Preisliste', 'Preislisten'],
    fields: {
      code: 'Code',
      name: 'Name',
      currency: 'Währung',
      level: 'Ebene',
      pricing_tier: 'Preisstufe',
      partner: 'Geschäftspartner',
      is_gross: 'Preise enthalten Steuer',
      breaks_over_family: 'Staffel zählt alle Varianten einer Familie',
      valid_from: 'Gültig ab',
      valid_to: 'Gültig bis',
      is_active: 'Aktiv',
    },
    choices: {
      level: { base: 'Basispreise', tier: 'Preisstufe', customer: 'Kunde', contract: 'Vertrag' },
    },
    groups: { 'For whom': 'Für wen', Validity: 'Gültigkeit' },
  },
  price: {
    label: ['Preis', 'Preise'],
    fields: {
      price_list: 'Preisliste',
      product: 'Artikel',
      unit: 'Einheit',
      minimum_quantity: 'Ab Menge in Basiseinheit',
      price: 'Preis',
      price_quantity: 'Je Menge',
      valid_from: 'Gültig ab',
      valid_to: 'Gültig bis',
    },
    choices: {},
    groups: { Validity: 'Gültigkeit' },
  },
}
