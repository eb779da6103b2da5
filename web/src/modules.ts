/** The modules of the web application: what stands in the menu, and in which order. */
import type { WebModule } from '#web/shell/module.ts'

/** A module with own pages moves its part to `modules/<name>/module.ts` and is imported here. */
export const modules: readonly WebModule[] = [
  {
    name: 'sales',
    label: { en: 'Sales', de: 'Verkauf' },
    icon: 'i-lucide-handshake',
    menu: [
      { record: 'sales.quotation', label: { en: 'Quotations', de: 'Angebote' } },
      { record: 'sales.sales_order', label: { en: 'Orders', de: 'Aufträge' } },
      { record: 'sales.delivery', label: { en: 'Deliveries', de: 'Lieferungen' } },
      { record: 'sales.invoice', label: { en: 'Invoices', de: 'Rechnungen' } },
      { record: 'sales.open_item', label: { en: 'Open items', de: 'Offene Posten' } },
      { record: 'sales.payment', label: { en: 'Payments', de: 'Zahlungen' } },
      { record: 'sales.customer_return', label: { en: 'Returns', de: 'Retouren' } },
    ],
  },
  {
    name: 'contact',
    label: { en: 'Partners', de: 'Geschäftspartner' },
    icon: 'i-lucide-contact',
    menu: [
      { record: 'contact.partner', label: { en: 'Partners', de: 'Partner' } },
      { record: 'contact.person', label: { en: 'Persons', de: 'Personen' } },
      { record: 'contact.payment_term', label: { en: 'Payment terms', de: 'Zahlungsbedingungen' } },
      { record: 'contact.pricing_tier', label: { en: 'Pricing tiers', de: 'Preisstufen' } },
    ],
  },
  {
    name: 'products',
    label: { en: 'Catalogue', de: 'Katalog' },
    icon: 'i-lucide-package',
    menu: [
      { record: 'products.product', label: { en: 'Products', de: 'Artikel' } },
      { record: 'products.category', label: { en: 'Categories', de: 'Kategorien' } },
      { record: 'products.price_list', label: { en: 'Price lists', de: 'Preislisten' } },
      { record: 'products.tax_category', label: { en: 'Tax classes', de: 'Steuerklassen' } },
      { record: 'products.tax_rate', label: { en: 'Tax rates', de: 'Steuersätze' } },
    ],
  },
  {
    name: 'inventory',
    label: { en: 'Stock', de: 'Lager' },
    icon: 'i-lucide-warehouse',
    menu: [
      { record: 'inventory.stock_level', label: { en: 'Stock by warehouse', de: 'Bestand je Lager' } },
      { record: 'inventory.stock_balance', label: { en: 'Stock by place', de: 'Bestand je Platz' } },
      { record: 'inventory.stock_move', label: { en: 'Moves', de: 'Bewegungen' } },
      { record: 'inventory.goods_receipt', label: { en: 'Goods receipts', de: 'Wareneingänge' } },
      { record: 'inventory.stock_transfer', label: { en: 'Transfers', de: 'Umlagerungen' } },
      { record: 'inventory.stock_count', label: { en: 'Counts', de: 'Inventuren' } },
      { record: 'inventory.warehouse', label: { en: 'Warehouses', de: 'Lagerhäuser' } },
      { record: 'inventory.stock_location', label: { en: 'Places', de: 'Lagerplätze' } },
      { record: 'inventory.lot', label: { en: 'Lots', de: 'Chargen' } },
    ],
  },
  {
    name: 'transfer',
    label: { en: 'Import', de: 'Import' },
    icon: 'i-lucide-file-up',
    menu: [{ record: 'transfer.data_job', label: { en: 'Imports and exports', de: 'Importe und Exporte' } }],
  },
  {
    name: 'printing',
    label: { en: 'Documents', de: 'Dokumente' },
    icon: 'i-lucide-printer',
    menu: [
      { record: 'printing.printed_document', label: { en: 'Printed documents', de: 'Gedruckte Dokumente' } },
    ],
  },
  {
    name: 'organization',
    label: { en: 'Organization', de: 'Organisation' },
    icon: 'i-lucide-building-2',
    menu: [
      { record: 'organization.organization', label: { en: 'Organizations', de: 'Organisationen' } },
      { record: 'organization.organization_type', label: { en: 'Types', de: 'Arten' } },
      { record: 'organization.organization_membership', label: { en: 'Memberships', de: 'Mitgliedschaften' } },
      { record: 'organization.bank_account', label: { en: 'Bank accounts', de: 'Bankkonten' } },
      { record: 'organization.vat_registration', label: { en: 'VAT registrations', de: 'USt-Registrierungen' } },
    ],
  },
  {
    name: 'user',
    label: { en: 'Users', de: 'Benutzer' },
    icon: 'i-lucide-users',
    menu: [
      { record: 'user.user_account', label: { en: 'Users', de: 'Benutzer' } },
      { record: 'user.role', label: { en: 'Roles', de: 'Rollen' } },
    ],
  },
  {
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
  },
  {
    name: 'audit',
    label: { en: 'Audit', de: 'Protokoll' },
    icon: 'i-lucide-scroll-text',
    menu: [{ record: 'audit.audit_log', label: { en: 'Audit trail', de: 'Änderungsprotokoll' } }],
  },
]
