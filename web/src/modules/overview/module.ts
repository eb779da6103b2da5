/** The module overview on the screen: the start page with the open work. */
import type { WebModule } from '#web/shell/module.ts'

export const overview: WebModule = {
  name: 'overview',
  label: { en: 'Overview', de: 'Übersicht' },
  icon: 'i-lucide-layout-dashboard',
  menu: [],
  pages: [{ path: 'api-reference', component: () => import('./reference/ApiReferencePage.vue') }],
  start: () => import('./OverviewStart.vue'),
  texts: {
    en: async () => ({ overview: (await import('./texts.en.ts')).en }),
    de: async () => ({ overview: (await import('./texts.de.ts')).de }),
  },
}
