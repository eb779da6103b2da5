/** The module common on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const common: WebModule = {
  name: 'common',
  label: { en: 'Basics', de: 'Grundlagen' },
  icon: 'i-lucide-settings-2',
  menu: [
    { record: 'common.address', label: { en: 'Addresses', de: 'Adressen' } },
    { record: 'common.country', label: { en: 'Countries', de: 'Länder' } },
    { record: 'common.currency', label: { en: 'Currencies', de: 'Währungen' } },
    { record: 'common.unit', label: { en: 'Units', de: 'Einheiten' } },
    { record: 'common.unit_conversion', label: { en: 'Conversions', de: 'Umrechnungen' } },
    { record: 'common.tag', label: { en: 'Tags', de: 'Schlagwörter' } },
    { record: 'common.custom_field_definition', label: { en: 'Custom fields', de: 'Eigene Felder' } },
  ],
}
