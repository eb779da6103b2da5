/** The module contact on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const contact: WebModule = {
  name: 'contact',
  label: { en: 'Partners', de: 'Geschäftspartner' },
  icon: 'i-lucide-contact',
  menu: [
    { record: 'contact.partner', searched: true, label: { en: 'Partners', de: 'Partner' } },
    { record: 'contact.person', searched: true, label: { en: 'Persons', de: 'Personen' } },
    { record: 'contact.payment_term', label: { en: 'Payment terms', de: 'Zahlungsbedingungen' } },
    { record: 'contact.pricing_tier', label: { en: 'Pricing tiers', de: 'Preisstufen' } },
  ],
}
