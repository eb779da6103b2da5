/** What somebody new is shown: what he may do here, by his roles, each as a short lesson in both languages. */

type Both = readonly [english: string, german: string]

export interface Lesson {
  readonly key: string
  /** Shown to whoever holds it; null to everybody. */
  readonly permission: string | null
  /** The page it is about, below `/<language>/`. */
  readonly page: string
  /** The standard's roles whose daily work it is. */
  readonly roles: readonly string[]
  readonly title: Both
  readonly detail: Both
  readonly steps: readonly Both[]
}

const sellers = ['sales', 'sales_representative', 'sales_manager', 'customer_service', 'operator', 'manager']
const store = [
  'warehouse',
  'warehouse_clerk',
  'warehouse_manager',
  'production_planner',
  'production_manager',
]
const books = ['accounts', 'finance_user']
const heads = ['administrator', 'system_administrator']

export const lessons: readonly Lesson[] = [
  {
    key: 'find',
    permission: null,
    page: '',
    roles: ['viewer'],
    title: ['Find anything', 'Alles finden'],
    detail: [
      'Pages, records and commands, from one field.',
      'Seiten, Datensätze und Befehle, aus einem Feld.',
    ],
    steps: [
      [
        'Press Ctrl and K, or click the field on top.',
        'Drücken Sie Strg und K oder klicken Sie in das Feld oben.',
      ],
      [
        'Type a name, a number or what you want to do.',
        'Tippen Sie einen Namen, eine Nummer oder was Sie tun wollen.',
      ],
      ['Arrows choose, Enter opens.', 'Pfeile wählen, Enter öffnet.'],
    ],
  },
  {
    key: 'quotations',
    permission: 'sales.add_quotation',
    page: 'sales/quotations',
    roles: sellers,
    title: ['Write quotations', 'Angebote schreiben'],
    detail: ['From the first inquiry to the accepted offer.', 'Von der Anfrage bis zur Annahme.'],
    steps: [
      [
        'Choose the customer; prices and terms follow.',
        'Wählen Sie den Kunden; Preise und Bedingungen folgen.',
      ],
      ['Add a line for each product; Enter leads on.', 'Je Artikel eine Position; Enter führt weiter.'],
      ['Send it; accepting makes the order.', 'Senden Sie es; aus der Annahme wird der Auftrag.'],
    ],
  },
  {
    key: 'orders',
    permission: 'sales.add_salesorder',
    page: 'sales/sales-orders',
    roles: sellers,
    title: ['Take orders', 'Aufträge annehmen'],
    detail: [
      'Confirming an order reserves what is in stock.',
      'Das Bestätigen reserviert, was am Lager ist.',
    ],
    steps: [
      [
        'Enter the order or take it over from a quotation.',
        'Erfassen Sie ihn oder übernehmen Sie ein Angebot.',
      ],
      [
        'The column Available says what can be shipped.',
        'Die Spalte Verfügbar sagt, was geliefert werden kann.',
      ],
      ['Confirm; what is missing waits as a back order.', 'Bestätigen Sie; was fehlt, wartet als Rückstand.'],
    ],
  },
  {
    key: 'deliveries',
    permission: 'sales.ship_delivery',
    page: 'sales/deliveries',
    roles: store,
    title: ['Ship goods', 'Waren versenden'],
    detail: [
      'Pick, pack, and let stock follow by itself.',
      'Kommissionieren, packen, der Bestand folgt von selbst.',
    ],
    steps: [
      ['Open a delivery and print its slip.', 'Öffnen Sie eine Lieferung und drucken Sie den Schein.'],
      [
        'Ready takes place and lot, first expired first.',
        'Bereit nimmt Platz und Charge, das älteste zuerst.',
      ],
      ['Ship; the invoice can be made at once.', 'Versenden Sie; die Rechnung kann sofort folgen.'],
    ],
  },
  {
    key: 'stock',
    permission: 'inventory.view_stockbalance',
    page: 'inventory/stock-balances',
    roles: [...store, 'quality_assurance', 'purchasing', 'purchase_officer'],
    title: ['See what is in stock', 'Bestände sehen'],
    detail: [
      'By product, lot and place, today or on any day.',
      'Nach Artikel, Charge und Ort, heute oder an einem Tag.',
    ],
    steps: [
      ['Search for a product, a lot or a place.', 'Suchen Sie einen Artikel, eine Charge oder einen Ort.'],
      ['Free is what nobody has reserved yet.', 'Frei ist, was noch niemand reserviert hat.'],
      ['Choose a product and a day to look back.', 'Mit Artikel und Tag blicken Sie zurück.'],
    ],
  },
  {
    key: 'invoices',
    permission: 'sales.post_invoice',
    page: 'sales/invoices',
    roles: books,
    title: ['Post invoices', 'Rechnungen buchen'],
    detail: [
      'Numbered without gaps, unchanged from then on.',
      'Lückenlos nummeriert, danach unveränderlich.',
    ],
    steps: [
      ['Look at the draft and its tax.', 'Prüfen Sie den Entwurf und seine Steuer.'],
      ['Post it; the number and the paper are made.', 'Buchen Sie; Nummer und Papier entstehen.'],
      ['A mistake is corrected by a credit note.', 'Einen Fehler berichtigt eine Gutschrift.'],
    ],
  },
  {
    key: 'payments',
    permission: 'sales.add_payment',
    page: 'sales/payments',
    roles: books,
    title: ['Enter payments', 'Zahlungen erfassen'],
    detail: ['What is open, what is paid, what is late.', 'Was offen ist, was bezahlt, was überfällig.'],
    steps: [
      [
        'Choose who has paid; his open items appear.',
        'Wählen Sie, wer gezahlt hat; seine Posten erscheinen.',
      ],
      ['Share the amount out, cash discount included.', 'Verteilen Sie den Betrag, Skonto eingeschlossen.'],
      ['What is left over stays on the account.', 'Was übrig ist, bleibt als Guthaben.'],
    ],
  },
  {
    key: 'products',
    permission: 'products.change_product',
    page: 'products/products',
    roles: ['marketing_user', 'purchasing', 'purchase_officer'],
    title: ['Look after products', 'Artikel pflegen'],
    detail: ['Texts, pictures, variants and prices.', 'Texte, Bilder, Varianten und Preise.'],
    steps: [
      [
        'Open a product; what it has in common stands above.',
        'Öffnen Sie einen Artikel; das Gemeinsame steht oben.',
      ],
      ['Drop pictures onto the page.', 'Ziehen Sie Bilder auf die Seite.'],
      ['Activate it when it may be sold.', 'Aktivieren Sie ihn, wenn er verkauft werden darf.'],
    ],
  },
  {
    key: 'import',
    permission: 'transfer.add_datajob',
    page: 'transfer/import',
    roles: heads,
    title: ['Bring in what you have', 'Vorhandenes einlesen'],
    detail: [
      'From a file, tried before anything changes.',
      'Aus einer Datei, erprobt, bevor sich etwas ändert.',
    ],
    steps: [
      [
        'Say what the rows are and drop the file.',
        'Sagen Sie, was die Zeilen sind, und wählen Sie die Datei.',
      ],
      ['Check which column fills which field.', 'Prüfen Sie, welche Spalte welches Feld füllt.'],
      ['Try first; each row gives account of itself.', 'Erst proben; jede Zeile gibt Auskunft.'],
    ],
  },
  {
    key: 'people',
    permission: 'user.add_useraccount',
    page: 'user/users',
    roles: heads,
    title: ['Invite people', 'Menschen einladen'],
    detail: ['Account, roles and a letter in one go.', 'Konto, Rollen und Brief in einem Zug.'],
    steps: [
      ['Invite with name, address and first roles.', 'Laden Sie mit Name, Adresse und ersten Rollen ein.'],
      ['The first sign-in activates the account.', 'Die erste Anmeldung aktiviert das Konto.'],
      ['Whoever leaves is deactivated, never deleted.', 'Wer geht, wird deaktiviert, nie gelöscht.'],
    ],
  },
  {
    key: 'security',
    permission: null,
    page: 'user/security',
    roles: [],
    title: ['Protect your account', 'Ihr Konto schützen'],
    detail: ['A second factor takes a minute.', 'Ein zweiter Faktor dauert eine Minute.'],
    steps: [
      ['Open Security behind your initials.', 'Öffnen Sie Sicherheit hinter Ihren Initialen.'],
      ['Add a passkey or an authenticator app.', 'Fügen Sie einen Passkey oder eine App hinzu.'],
      ['Keep the recovery codes on paper.', 'Bewahren Sie die Codes auf Papier auf.'],
    ],
  },
]
