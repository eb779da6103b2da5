/** What the module products refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { productsFailures } from './failures.ts'

export const productsGerman: FailureTexts<typeof productsFailures> = {
  'products.category_type_differs': {
    text: 'Die übergeordnete Kategorie ist von der Art {type}; beide müssen gleicher Art sein.',
  },
  'products.category_type_fixed': { text: 'Eine Kategorie mit Kategorien darunter behält ihre Art.' },
  'products.not_a_product_category': { text: '{category} ist keine Kategorie für Artikel.' },
  'products.variant_without_family': { text: 'Eine Variante braucht eine Artikelfamilie.' },
  'products.no_family': { text: '{product} ist keine Artikelfamilie.' },
  'products.family_only_for_variants': { text: 'Nur eine Variante gehört zu einer Artikelfamilie.' },
  'products.family_has_variants': { text: 'Eine Familie mit Varianten bleibt eine Familie.' },
  'products.frozen_after_move': {
    text: 'Dieser Artikel wurde schon im Lager bewegt; das lässt sich nicht mehr ändern.',
    help: 'Legen Sie einen neuen Artikel an und lassen Sie diesen auslaufen.',
  },
  'products.not_stocked_type': { text: 'Nur Ware wird auf Lager geführt.' },
  'products.same_unit_twice': { text: 'Die zweite Einheit muss sich von der Basiseinheit unterscheiden.' },
  'products.list_without_tier': { text: 'Eine Liste dieser Ebene nennt ihre Preisstufe.' },
  'products.list_without_partner': { text: 'Eine Vertragspreisliste nennt ihren Geschäftspartner.' },
  'products.list_not_of_level': { text: 'Das gehört nicht zu einer Liste der Ebene {level}.' },
  'products.price_unit': {
    text: 'Nirgends steht, wie viele {unit} bei diesem Artikel ein {into} ergeben.',
    help: 'Legen Sie zuerst eine Umrechnung an.',
  },
  'products.not_whole': { text: 'Nur ganze Zahlen: Gezählt wird in {unit}.' },
  'products.price_per_nothing': { text: 'Ein Preis gilt für mehr als nichts.' },
  'products.cost_of_no_company': {
    text: 'Standardkosten gehören zu einem Rechtsträger, und {organization} ist keiner.',
  },
  'products.image_refused': { text: 'Dieses Bild lässt sich nicht verwenden: {reason}.' },
}
