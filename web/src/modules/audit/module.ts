/** The module audit on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

const permission = 'audit.view_auditlog'

export const audit: WebModule = {
  name: 'audit',
  label: { en: 'Audit', de: 'Protokoll' },
  icon: 'i-lucide-scroll-text',
  menu: [
    { record: 'audit.audit_log', label: { en: 'Audit trail', de: 'Änderungsprotokoll' } },
    { page: 'chain', label: { en: 'State of the chain', de: 'Stand der Kette' }, permission },
  ],
  pages: [
    { path: 'audit-logs', component: () => import('./trail/TrailPage.vue'), permission },
    { path: 'audit-logs/:id', component: () => import('./entry/EntryPage.vue'), permission },
    { path: 'life/:record/:id', component: () => import('./life/LifePage.vue'), permission },
    { path: 'chain', component: () => import('./chain/ChainPage.vue'), permission },
  ],
  texts: {
    en: async () => ({ audit: (await import('./texts.en.ts')).en }),
    de: async () => ({ audit: (await import('./texts.de.ts')).de }),
  },
}
