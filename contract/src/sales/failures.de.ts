/** What the module sales refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { salesFailures } from './failures.ts'

export const salesGerman: FailureTexts<typeof salesFailures> = {
  'sales.vat_registration_missing': {
    text: 'Die Firma hat am {date} keine USt-Registrierung in {country}.',
    help: 'Tragen Sie die Registrierung beim Rechtsträger ein.',
  },
  'sales.tax_class_missing': {
    text: 'Ein Artikel ohne Steuerklasse lässt sich in {country} nicht besteuern.',
    help: 'Geben Sie dem Artikel eine Steuerklasse.',
  },
  'sales.tax_code_missing': {
    text: 'Für {country} gibt es am {date} keinen Steuersatz der Kategorie {category}.',
    help: 'Bitten Sie, wer die Steuern pflegt, ihn anzulegen.',
  },
  'sales.product_not_sold': {
    text: '{product} wird nicht verkauft: Er ist nicht aktiv oder nicht verkäuflich.',
  },
  'sales.product_is_family': { text: '{product} ist eine Artikelfamilie: Wählen Sie eine ihrer Varianten.' },
  'sales.quantity_missing': { text: 'Die Menge muss größer als null sein.' },
  'sales.price_per_nothing': { text: 'Ein Preis gilt für mehr als nichts.' },
  'sales.partner_not_customer': { text: '{partner} ist kein aktiver Kunde.' },
  'sales.currency_missing': { text: 'Weder Geschäftspartner noch Firma sagen, in welcher Währung.' },
  'sales.address_of_other': { text: 'Diese Adresse gehört einem anderen Geschäftspartner.' },
  'sales.no_legal_entity': {
    text: '{organization} gehört zu keinem Rechtsträger und kann daher nicht verkaufen.',
  },
  'sales.no_lines': { text: '{document} hat keine Positionen.', help: 'Erfassen Sie zuerst eine Position.' },
  'sales.price_missing': {
    text: 'Diese Positionen haben keinen Preis: {lines}.',
    help: 'Nehmen Sie die Artikel in eine Preisliste auf oder geben Sie Preise von Hand ein.',
  },
  'sales.products_not_sold': {
    text: 'Diese Artikel werden nicht mehr verkauft: {products}.',
    help: 'Entfernen Sie deren Positionen, oder aktivieren Sie die Artikel.',
  },
  'sales.customer_not_active': {
    text: '{partner} ist kein aktiver Kunde.',
    help: 'Wählen Sie einen anderen Partner, oder machen Sie diesen zum aktiven Kunden.',
  },
  'sales.warehouse_missing': {
    text: '{document} sagt nicht, aus welchem Lager versandt wird.',
    help: 'Wählen Sie zuerst ein Lager.',
  },
  'sales.approval_needed': {
    text: '{document} gibt mehr Rabatt als erlaubt und wartet auf Freigabe.',
    help: 'Bitten Sie jemanden mit höherer Grenze um die Freigabe.',
  },
  'sales.amendment_beyond_limit': {
    text: '{document} ist bestätigt, und mit dieser Änderung gäben Sie mehr Rabatt, als Sie dürfen.',
    help: 'Bitten Sie jemanden mit höherer Grenze, die Änderung vorzunehmen.',
  },
  'sales.nothing_to_approve': {
    text: '{document} wartet nicht auf Freigabe.',
    help: 'Laden Sie die Seite neu, um den aktuellen Stand zu sehen.',
  },
  'sales.approval_beyond_limit': { text: '{document} gibt {discount} % Rabatt; Ihre Grenze ist {limit} %.' },
  'sales.credit_limit_exceeded': {
    text: '{partner} würde {exposure} {currency} schulden; das Kreditlimit ist {limit}.',
    help: 'Wer Aufträge freigeben darf, kann ihn trotzdem bestätigen.',
  },
  'sales.amend_fixed': { text: 'Das lässt sich nach der Bestätigung des Auftrags nicht mehr ändern.' },
  'sales.amend_product': {
    text: 'Eine bestätigte Position behält ihren Artikel.',
    help: 'Entfernen Sie die Position und fügen Sie eine neue hinzu.',
  },
  'sales.amend_below': {
    text: 'Von dieser Position sind {quantity} schon geliefert, unterwegs oder berechnet.',
  },
  'sales.delivery_under_way': {
    text: '{document} hat laufende Lieferungen: {deliveries}.',
    help: 'Versenden oder stornieren Sie diese zuerst.',
  },
  'sales.picks_lost': {
    text: '{document}: Von {quantity} {product} liegen nur noch {available} bereit.',
    help: 'Eine Zählung oder Sperre nahm den Rest: Setzen Sie die Lieferung zurück und senken Sie die Menge.',
  },
  'sales.shipment_invoiced': {
    text: '{document} ist berechnet, der Versand lässt sich nicht mehr zurücknehmen.',
    help: 'Nehmen Sie die Ware mit einer Retoure zurück und schreiben Sie eine Gutschrift.',
  },
  'sales.shipment_on_draft': {
    text: '{document} steht auf dem Entwurf einer Rechnung an {partner}.',
    help: 'Löschen Sie zuerst den Entwurf.',
  },
  'sales.shipment_returned': {
    text: 'Ware aus {document} kommt schon mit {returns} zurück.',
    help: 'Nehmen Sie auch den Rest mit einer Retoure zurück.',
  },
  'sales.shipment_of_ended_order': {
    text: '{document} beliefert {orders}; das ist nicht mehr offen.',
    help: 'Nehmen Sie die Ware mit einer Retoure zurück.',
  },
  'sales.already_delivered': {
    text: 'Ein Teil von {document} ist geliefert oder berechnet.',
    help: 'Schließen Sie den Auftrag ab: Damit endet, was noch offen ist.',
  },
  'sales.quotation_expired': {
    text: '{document} galt bis {date}.',
    help: 'Überarbeiten Sie es und versenden Sie es neu.',
  },
  'sales.quotation_still_valid': { text: '{document} gilt bis {date}.' },
  'sales.order_not_deliverable': {
    text: 'Auftrag {order} ist nicht bestätigt.',
    help: 'Bestätigen Sie ihn zuerst.',
  },
  'sales.order_of_other_partner': { text: 'Auftrag {order} gehört einem anderen Kunden.' },
  'sales.order_ships_elsewhere': { text: 'Auftrag {order} geht an eine andere Adresse.' },
  'sales.order_of_other_warehouse': { text: 'Auftrag {order} wird aus einem anderen Lager versandt.' },
  'sales.orders_differ': {
    text: 'Die Aufträge unterscheiden sich in Kunde, Adresse oder Lager; eine Lieferung kann sie nicht zusammenfassen.',
  },
  'sales.more_than_open': { text: 'Von dieser Position sind nur noch {quantity} zu liefern.' },
  'sales.line_twice': { text: 'Eine Auftragsposition steht nur einmal in einer Lieferung.' },
  'sales.delivered_by_supplier': { text: 'Diese Position liefert der Lieferant.' },
  'sales.nothing_to_deliver': {
    text: 'Von diesen Aufträgen lässt sich jetzt nichts liefern.',
    help: 'Was noch nicht reserviert ist, wird geliefert, sobald es eingeht.',
  },
  'sales.line_without_source': {
    text: 'Nennen Sie die Position aus Auftrag, Lieferung oder Rechnung, die berechnet wird.',
  },
  'sales.other_customer': {
    text: '{order} gehört einem anderen Kunden.',
    help: 'Nehmen Sie nur Aufträge eines Kunden.',
  },
  'sales.other_terms': {
    text: '{order} unterscheidet sich in Währung, Firma oder Art der Preise.',
    help: 'Berechnen Sie ihn mit einer eigenen Rechnung.',
  },
  'sales.order_not_confirmed': {
    text: 'Auftrag {order} ist im Status {status} und lässt sich nicht berechnen.',
  },
  'sales.more_than_billable': {
    text: 'Von {product} in {order} sind nur noch {open} zu berechnen, nicht {wanted}.',
    help: 'Liefern Sie zuerst oder berechnen Sie weniger.',
  },
  'sales.nothing_to_invoice': { text: 'Es ist nichts mehr zu berechnen.' },
  'sales.more_than_invoiced': { text: 'Von {product} sind nur noch {open} gutzuschreiben, nicht {wanted}.' },
  'sales.nothing_to_credit': { text: 'Alles auf {number} ist schon gutgeschrieben.' },
  'sales.not_posted': { text: '{document} ist noch nicht gebucht.', help: 'Buchen Sie zuerst.' },
  'sales.credit_of_credit_note': {
    text: 'Zu einer Gutschrift gibt es keine Gutschrift; schreiben Sie eine neue Rechnung.',
  },
  'sales.invoice_incomplete': {
    text: 'Der Rechnung fehlt, was das Gesetz verlangt.',
    help: 'Sehen Sie sich die markierten Angaben an.',
  },
  'sales.invoice_empty': { text: 'Keine Position hat eine Menge.' },
  'sales.seller_incomplete': { text: 'Der Firma fehlt: {what}.' },
  'sales.buyer_incomplete': { text: 'Dem Kunden fehlt: {what}.' },
  'sales.unit_not_coded': { text: 'Die Einheit {unit} hat keinen Code nach Empfehlung 20.' },
  'sales.description_missing': { text: 'Die Position hat keine Beschreibung.' },
  'sales.payment_term_missing': { text: 'Ohne Zahlungsbedingung gibt es keine Fälligkeit.' },
  'sales.period_closed': {
    text: 'Der Verkauf ist am {date} abgeschlossen.',
    help: 'Wählen Sie einen anderen Tag, oder lassen Sie die Periode wieder öffnen.',
  },
  'sales.over_allocated': {
    text: 'Von {invoice} sind nur {open} offen, nicht {wanted}.',
    help: 'Lassen Sie den Rest der Zahlung ohne Zuordnung.',
  },
  'sales.payment_exceeded': {
    text: 'Die Zahlung beträgt {amount}; davon sind {allocated} zugeordnet.',
    help: 'Ordnen Sie weniger davon zu.',
  },
  'sales.other_payer': { text: '{invoice} gehört einem anderen Geschäftspartner.' },
  'sales.other_currency': { text: '{invoice} lautet auf eine andere Währung.' },
  'sales.discount_too_late': {
    text: 'Für {invoice} gibt es am {date} kein Skonto mehr.',
    help: 'Ordnen Sie den Betrag ohne Skonto zu.',
  },
  'sales.discount_too_great': { text: 'Das Skonto von {invoice} beträgt höchstens {most}.' },
  'sales.wrong_allocation': { text: 'Eine Zuordnung dieser Art passt nicht zu diesem Posten.' },
  'sales.already_reversed': {
    text: 'Diese Zuordnung ist schon storniert.',
    help: 'Laden Sie die Seite neu, um den aktuellen Stand zu sehen.',
  },
  'sales.delivery_not_shipped': {
    text: 'Lieferung {delivery} ist nicht versandt.',
    help: 'Versenden Sie sie zuerst.',
  },
  'sales.more_than_delivered': { text: 'Von {product} können nur {open} zurückkommen, nicht {wanted}.' },
  'sales.lot_not_delivered': { text: 'Diese Charge ging mit der Lieferposition nicht hinaus.' },
  'sales.return_empty': {
    text: 'Retoure {number} hat keine Positionen.',
    help: 'Erfassen Sie zuerst eine Position.',
  },
  'sales.return_not_inspected': {
    text: 'Sagen Sie bei jeder Position, wohin die Ware nach der Prüfung kommt.',
    help: 'Wählen Sie Lager, Quarantäne oder Verschrottung.',
  },
  'sales.no_quarantine_place': {
    text: 'Das Lager hat keinen Ort für Quarantäne, und es lässt sich keiner anlegen.',
    help: 'Ein Ort namens Quarantine ist stillgelegt oder wird kommissioniert: bitte umbenennen oder sperren.',
  },
}
