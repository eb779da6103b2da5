/** The module audit on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const audit: WebModule = {
  name: 'audit',
  label: { en: 'Audit', de: 'Protokoll' },
  icon: 'i-lucide-scroll-text',
  menu: [{ record: 'audit.audit_log', label: { en: 'Audit trail', de: 'Änderungsprotokoll' } }],
}
