/** The texts of the stock pages in German. */
import type { Words } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export const de: Words<typeof en> = {
  place: {
    title: 'Bestand je Lagerort',
    product: 'Artikel',
    all_products: 'Alle Artikel',
    warehouse: 'Lager',
    all_warehouses: 'Alle Lager',
    day: 'Stand am',
    day_needs_product: 'Für einen früheren Stand einen Artikel wählen.',
    search: 'In der Liste suchen',
    search_hint: 'Artikel, Charge oder Ort',
    on_hand: 'Bestand',
    allocated: 'Zugeteilt',
    free: 'Frei',
    picture: 'Je Lagerort',
    none: 'Hier liegt nichts',
    none_detail: 'Wählen Sie einen anderen Artikel, ein anderes Lager oder einen anderen Tag.',
    places: '{n} Lagerort | {n} Lagerorte',
    lot: 'Charge {lot}',
    more: 'Die ersten {n} werden gezeigt. Filtern Sie, um andere zu sehen.',
    of_place: '{place}: {amount}',
  },
  document: {
    title: '{move}: {name}',
    done: '{move}: {name}',
    reason: 'Grund',
  },
  receipt: {
    reverse_detail:
      'Die Ware geht wieder ab, als wäre sie nie gekommen. Aufträge, denen sie zugesagt war, warten wieder.',
  },
  count: {
    posted: 'Eine gebuchte Inventur bleibt bestehen',
    posted_detail: 'War sie falsch, zählen Sie die Plätze neu: Die neue Zählung berichtigt den Bestand.',
    again: 'Neu zählen',
  },
  transfer: {
    receive_detail:
      'Was angekommen ist, geht in den Bestand. Was fehlt, wird als Verlust gebucht, die Umlagerung endet.',
    part_detail:
      'Was angekommen ist, geht in den Bestand. Der Rest bleibt unterwegs und kann später eingebucht werden.',
    return_detail: 'Was nicht angekommen ist, steht wieder im sendenden Lager, die Umlagerung endet.',
    open: '{amount} unterwegs',
    reason: 'Warum der Rest fehlt',
    reason_help: 'Der Grund steht an der Bewegung, die den Verlust bucht.',
  },
}
