/** The module transfer on the screen: its menu, and pages of its own. */
import { monitorJobs } from '#contract/transfer/background-job.ts'
import type { WebModule } from '#web/shell/module.ts'

export const transfer: WebModule = {
  name: 'transfer',
  label: { en: 'Import and export', de: 'Import und Export' },
  icon: 'i-lucide-file-up',
  menu: [
    {
      page: 'import',
      label: { en: 'Import a file', de: 'Datei importieren' },
      permission: 'transfer.view_datajob',
    },
    {
      page: 'export',
      label: { en: 'Export a list', de: 'Liste exportieren' },
      permission: 'transfer.view_datajob',
    },
    { record: 'transfer.data_job', label: { en: 'Imports and exports', de: 'Importe und Exporte' } },
    {
      page: 'jobs',
      label: { en: 'Background jobs', de: 'Hintergrundaufträge' },
      permission: monitorJobs,
    },
  ],
  pages: [
    {
      path: 'import',
      component: () => import('./ImportPage.vue'),
      permission: 'transfer.view_datajob',
    },
    {
      path: 'export',
      component: () => import('./ExportPage.vue'),
      permission: 'transfer.view_datajob',
    },
    { path: 'jobs', component: () => import('./JobsPage.vue'), permission: monitorJobs },
  ],
  texts: {
    en: async () => ({ transfer: (await import('./texts.en.ts')).en }),
    de: async () => ({ transfer: (await import('./texts.de.ts')).de }),
  },
}
