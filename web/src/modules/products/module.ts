/** The module products on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const products: WebModule = {
  name: 'products',
  label: { en: 'Catalogue', de: 'Katalog' },
  icon: 'i-lucide-package',
  menu: [
    { record: 'products.product', searched: true, label: { en: 'Products', de: 'Artikel' } },
    { record: 'products.category', label: { en: 'Categories', de: 'Kategorien' } },
    { record: 'products.price_list', label: { en: 'Price lists', de: 'Preislisten' } },
    { record: 'products.tax_category', label: { en: 'Tax classes', de: 'Steuerklassen' } },
    { record: 'products.tax_rate', label: { en: 'Tax rates', de: 'Steuersätze' } },
  ],
  pages: [
    {
      path: 'products/:id',
      component: () => import('./ProductPage.vue'),
      permission: 'products.view_product',
    },
  ],
  texts: {
    en: async () => ({ products: (await import('./texts.en.ts')).en }),
    de: async () => ({ products: (await import('./texts.de.ts')).de }),
  },
}
