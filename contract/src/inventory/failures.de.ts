/** What the module inventory refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { inventoryFailures } from './failures.ts'

export const inventoryGerman: FailureTexts<typeof inventoryFailures> = {
  'inventory.not_enough_stock': {
    text: 'Von {product} ist an {place} nicht genug vorhanden.',
    help: 'Buchen Sie den fehlenden Wareneingang oder nehmen Sie weniger.',
  },
  'inventory.not_enough_stock_then': {
    text: 'An {place} war zu dieser Zeit nicht genug von {product}.',
    help: 'Wählen Sie einen späteren Tag.',
  },
  'inventory.stock_is_allocated': {
    text: 'Was von {product} an {place} liegt, ist für Lieferungen kommissioniert.',
    help: 'Setzen Sie erst eine Lieferung zurück oder nehmen Sie es von anderer Stelle.',
  },
  'inventory.stock_is_reserved': {
    text: 'Was von {product} da ist, ist Kunden zugesagt.',
    help: 'Ändern Sie erst einen Auftrag.',
  },
  'inventory.product_not_stocked': { text: '{product} wird nicht auf Lager geführt.' },
  'inventory.lot_required': { text: '{product} wird nach Chargen geführt: Nennen Sie die Charge.' },
  'inventory.lot_not_tracked': { text: '{product} wird nicht nach Chargen geführt.' },
  'inventory.lot_status': {
    text: 'Charge {lot} von {product} ist dafür nicht freigegeben.',
    help: 'Wählen Sie eine freigegebene Charge, oder lassen Sie diese freigeben.',
  },
  'inventory.lot_expired': {
    text: 'Charge {lot} von {product} ist abgelaufen.',
    help: 'Wählen Sie eine andere Charge.',
  },
  'inventory.serial_is_one': { text: 'Eine Seriennummer von {product} ist genau ein Stück.' },
  'inventory.second_quantity': { text: 'Nennen Sie auch die zweite Menge von {product}.' },
  'inventory.no_second_unit': { text: 'Dieser Artikel hat keine zweite Einheit.' },
  'inventory.second_missing': { text: 'Sagen Sie auch, wie viel es in {unit} ist.' },
  'inventory.other_legal_entity': {
    text: 'Zu einer anderen Firma gelangt Bestand nur durch Verkauf und Einkauf.',
  },
  'inventory.product_not_usable_here': {
    text: '{product} steht nicht im Katalog dieses Standorts.',
    help: 'Wählen Sie einen anderen Artikel, oder lassen Sie ihn für diesen Standort eintragen.',
  },
  'inventory.place_inactive': {
    text: '{place} ist geschlossen.',
    help: 'Wählen Sie einen anderen Lagerort.',
  },
  'inventory.no_stock_place': { text: 'Einer der beiden Orte muss ein Lagerort sein.' },
  'inventory.reversal_differs': { text: 'Ein Storno ist das genaue Spiegelbild seiner Bewegung.' },
  'inventory.already_reversed': {
    text: 'Diese Bewegung ist schon storniert.',
    help: 'Laden Sie die Seite neu, um den aktuellen Stand zu sehen.',
  },
  'inventory.unknown_move': { text: 'Diese Bewegung gibt es nicht.' },
  'inventory.receipt_gone': {
    text: 'Von {product} kamen {wanted} an {place}, jetzt liegen dort nur noch {available}.',
    help: 'Lagern Sie die Ware dorthin zurück um oder zählen Sie den Platz stattdessen.',
  },
  'inventory.receipt_picked': {
    text: 'Ohne diese Ware fehlte {product}, das für eine Lieferung kommissioniert ist.',
    help: 'Setzen Sie erst die Lieferung zurück: Ihr Auftrag wartet dann wieder.',
  },
  'inventory.period_closed': {
    text: 'Die Lagerperiode von {day} ist abgeschlossen.',
    help: 'Buchen Sie in eine offene Periode oder lassen Sie sie öffnen.',
  },
  'inventory.move_in_future': {
    text: 'Lagerbewegungen werden nicht im Voraus gebucht.',
    help: 'Geben Sie einen Tag ein, der nicht in der Zukunft liegt.',
  },
  'inventory.not_reservable': { text: 'Das lässt sich nicht reservieren.' },
  'inventory.not_reserved': {
    text: 'Für diese Lieferung ist nicht genug Bestand da.',
    help: 'Liefern Sie weniger, oder buchen Sie zuerst einen Wareneingang.',
  },
  'inventory.cannot_reserve_all': {
    text: 'Nicht alles ist am Lager, und es ist nur Komplettlieferung vereinbart.',
    help: 'Buchen Sie zuerst einen Wareneingang, oder vereinbaren Sie Teillieferungen.',
  },
  'inventory.allocated_to_delivery': {
    text: 'Ein Teil davon ist für eine Lieferung kommissioniert.',
    help: 'Setzen Sie zuerst die Lieferung zurück.',
  },
  'inventory.demand_served': { text: 'Es ist mehr geliefert, als übrig bliebe.' },
  'inventory.nothing_to_allocate': { text: 'Die Lieferung hat nichts zu kommissionieren.' },
  'inventory.nothing_to_pick': {
    text: 'Dort liegt nichts, was kommissioniert werden darf.',
    help: 'Wählen Sie einen anderen Lagerort oder eine andere Charge.',
  },
  'inventory.nothing_allocated': {
    text: 'Für diese Lieferung ist nichts kommissioniert.',
    help: 'Legen Sie zuerst fest, woher die Ware genommen wird.',
  },
  'inventory.unknown_place_or_product': { text: 'Diesen Lagerort oder Artikel gibt es nicht.' },
  'inventory.already_opened': {
    text: 'Dort wurde schon gezählt oder bewegt.',
    help: 'Zählen Sie den Platz stattdessen.',
  },
  'inventory.lines_missing': {
    text: '{document} hat keine Positionen.',
    help: 'Fügen Sie mindestens eine Position hinzu.',
  },
  'inventory.counted_twice': { text: 'Das wurde schon in Zeile {line} gezählt.' },
  'inventory.in_the_future': { text: 'Dieser Zeitpunkt ist noch nicht vergangen.' },
  'inventory.same_place': {
    text: 'Innerhalb eines Lagers kommt die Ware an einen anderen Platz als den, an dem sie liegt.',
    help: 'Nennen Sie den Platz, an den sie kommt.',
  },
  'inventory.place_elsewhere': { text: '{place} liegt nicht in {warehouse}.' },
  'inventory.no_default_place': {
    text: '{warehouse} hat keinen Lagerort der Art {kind}.',
    help: 'Legen Sie zuerst einen solchen Ort für das Lager an.',
  },
  'inventory.warehouse_has_stock': {
    text: '{warehouse} führt oder führte Bestand und lässt sich nur schließen.',
    help: 'Setzen Sie es auf inaktiv.',
  },
  'inventory.place_has_stock': {
    text: '{place} führt oder führte Bestand und lässt sich nur schließen.',
    help: 'Setzen Sie ihn auf inaktiv.',
  },
  'inventory.parent_in_other_warehouse': { text: 'Der übergeordnete Lagerort muss im selben Lager liegen.' },
  'inventory.difference_unexplained': { text: 'Es fehlen {quantity}: Dafür braucht es einen Grund.' },
  'inventory.nothing_received': { text: 'Sagen Sie bei mindestens einer Position, wie viel angekommen ist.' },
  'inventory.all_received': {
    text: 'Damit ist alles angekommen.',
    help: 'Buchen Sie die ganze Umlagerung ein statt eines Teils.',
  },
  'inventory.too_much_received': { text: 'Von {product} ging mehr ein, als abgesandt wurde.' },
}
