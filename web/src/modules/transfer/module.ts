/** The module transfer on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const transfer: WebModule = {
  name: 'transfer',
  label: { en: 'Import', de: 'Import' },
  icon: 'i-lucide-file-up',
  menu: [{ record: 'transfer.data_job', label: { en: 'Imports and exports', de: 'Importe und Exporte' } }],
}
