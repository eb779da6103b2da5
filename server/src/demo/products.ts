/** The pewter figures the demo workshop makes: families of three finishes, and what is sold beside them. */

export interface DemoFamily {
  readonly sku: string
  readonly de: string
  readonly en: string
  readonly category: string
  /** Net price of the raw casting in euro. */
  readonly price: string
  /** Metal and work of the raw casting in euro. */
  readonly cost: string
}

/** Finish: code, names, and how much dearer than the raw casting. */
export const finishes = [
  { code: 'RO', de: 'roh', en: 'plain', add: '0', addCost: '0' },
  { code: 'PA', de: 'patiniert', en: 'patinated', add: '2.50', addCost: '0.85' },
  { code: 'BE', de: 'handbemalt', en: 'hand-painted', add: '9.80', addCost: '4.10' },
] as const

export const categories = [
  { slug: 'zinnfiguren', de: 'Zinnfiguren', en: 'Pewter figures', parent: null },
  { slug: 'ostern', de: 'Ostern', en: 'Easter', parent: 'zinnfiguren' },
  { slug: 'weihnachten', de: 'Weihnachten', en: 'Christmas', parent: 'zinnfiguren' },
  { slug: 'landleben', de: 'Landleben', en: 'Country life', parent: 'zinnfiguren' },
  { slug: 'tiere', de: 'Tiere', en: 'Animals', parent: 'zinnfiguren' },
  { slug: 'zubehoer', de: 'Zubehör', en: 'Accessories', parent: null },
] as const

export const families: readonly DemoFamily[] = [
  {
    sku: 'OS-101',
    de: 'Osterhase mit Korb',
    en: 'Easter bunny with basket',
    category: 'ostern',
    price: '8.90',
    cost: '3.10',
  },
  { sku: 'OS-102', de: 'Hasenschule', en: 'Bunny school', category: 'ostern', price: '14.50', cost: '5.60' },
  {
    sku: 'OS-103',
    de: 'Henne im Nest',
    en: 'Hen on her nest',
    category: 'ostern',
    price: '9.40',
    cost: '3.35',
  },
  {
    sku: 'WE-201',
    de: 'Engel mit Laterne',
    en: 'Angel with lantern',
    category: 'weihnachten',
    price: '10.90',
    cost: '3.90',
  },
  {
    sku: 'WE-202',
    de: 'Heilige Familie',
    en: 'Holy Family',
    category: 'weihnachten',
    price: '24.00',
    cost: '9.40',
  },
  {
    sku: 'WE-203',
    de: 'Christbaumschmuck Stern',
    en: 'Tree ornament, star',
    category: 'weihnachten',
    price: '6.80',
    cost: '2.15',
  },
  {
    sku: 'WE-204',
    de: 'Nikolaus im Schlitten',
    en: 'St Nicholas in his sleigh',
    category: 'weihnachten',
    price: '19.80',
    cost: '7.70',
  },
  {
    sku: 'LA-301',
    de: 'Sennerin',
    en: 'Alpine dairymaid',
    category: 'landleben',
    price: '12.40',
    cost: '4.45',
  },
  {
    sku: 'LA-302',
    de: 'Fischer am Ammersee',
    en: 'Fisherman on Lake Ammer',
    category: 'landleben',
    price: '13.90',
    cost: '5.05',
  },
  { sku: 'LA-303', de: 'Heuwagen', en: 'Hay cart', category: 'landleben', price: '28.50', cost: '11.80' },
  {
    sku: 'LA-304',
    de: 'Blaskapelle',
    en: 'Brass band',
    category: 'landleben',
    price: '36.00',
    cost: '14.90',
  },
  {
    sku: 'TI-401',
    de: 'Kuh auf der Weide',
    en: 'Cow at pasture',
    category: 'tiere',
    price: '11.20',
    cost: '4.05',
  },
  { sku: 'TI-402', de: 'Steinbock', en: 'Ibex', category: 'tiere', price: '10.60', cost: '3.80' },
  { sku: 'TI-403', de: 'Schwanenpaar', en: 'Pair of swans', category: 'tiere', price: '9.90', cost: '3.45' },
]

export const accessories = [
  {
    sku: 'ZU-901',
    de: 'Geschenkschachtel klein',
    en: 'Gift box, small',
    price: '1.90',
    cost: '0.62',
    stocked: true,
  },
  {
    sku: 'ZU-902',
    de: 'Geschenkschachtel groß',
    en: 'Gift box, large',
    price: '2.90',
    cost: '0.98',
    stocked: true,
  },
  {
    sku: 'ZU-903',
    de: 'Zinnpflegetuch',
    en: 'Pewter polishing cloth',
    price: '4.50',
    cost: '1.70',
    stocked: true,
  },
  { sku: 'DL-001', de: 'Gravur', en: 'Engraving', price: '7.50', cost: '0', stocked: false },
] as const
