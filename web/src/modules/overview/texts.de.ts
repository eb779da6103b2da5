/** The texts of the start page in German. */
import type { Words } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export const de: Words<typeof en> = {
  title: 'Offene Arbeit',
  greeting: 'Schön, dass Sie da sind, {name}',
  all_done: 'Es wartet nichts auf Sie',
  all_done_detail: 'Neue Arbeit erscheint hier von selbst.',
  no_work: 'Keine Belege zu bearbeiten',
  no_work_detail: 'Was Sie öffnen dürfen, steht im Menü.',
  show_all: 'Alle zeigen',
  new_order: 'Neuer Auftrag',
  new_quotation: 'Neues Angebot',
  done: 'Erledigt',
  works: {
    quotations_expiring: 'Ablaufende Angebote',
    orders_to_confirm: 'Zu bestätigende Aufträge',
    orders_to_deliver: 'Zu liefernde Aufträge',
    back_orders: 'Rückstände',
    deliveries_to_ship: 'Zu versendende Lieferungen',
    deliveries_to_invoice: 'Zu berechnende Lieferungen',
    invoices_to_post: 'Zu buchende Rechnungen',
    invoices_overdue: 'Überfällige Rechnungen',
  },
  draft: 'Entwurf',
}
