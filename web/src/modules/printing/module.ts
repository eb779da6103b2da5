/** The module printing on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const printing: WebModule = {
  name: 'printing',
  label: { en: 'Documents', de: 'Dokumente' },
  icon: 'i-lucide-printer',
  menu: [
    { record: 'printing.printed_document', label: { en: 'Printed documents', de: 'Gedruckte Dokumente' } },
  ],
}
