/** The module organization on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const organization: WebModule = {
  name: 'organization',
  label: { en: 'Organization', de: 'Organisation' },
  icon: 'i-lucide-building-2',
  menu: [
    { record: 'organization.organization', label: { en: 'Organizations', de: 'Organisationen' } },
    { record: 'organization.organization_type', label: { en: 'Types', de: 'Arten' } },
    {
      record: 'organization.organization_membership',
      label: { en: 'Memberships', de: 'Mitgliedschaften' },
    },
    { record: 'organization.fiscal_year', label: { en: 'Fiscal years', de: 'Geschäftsjahre' } },
    { record: 'organization.bank_account', label: { en: 'Bank accounts', de: 'Bankkonten' } },
    {
      record: 'organization.vat_registration',
      label: { en: 'VAT registrations', de: 'USt-Registrierungen' },
    },
  ],
}
