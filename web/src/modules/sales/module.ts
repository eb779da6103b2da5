/** The module sales on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const sales: WebModule = {
  name: 'sales',
  label: { en: 'Sales', de: 'Verkauf' },
  icon: 'i-lucide-handshake',
  menu: [
    { record: 'sales.quotation', searched: true, label: { en: 'Quotations', de: 'Angebote' } },
    { record: 'sales.sales_order', searched: true, label: { en: 'Orders', de: 'Aufträge' } },
    { record: 'sales.delivery', searched: true, label: { en: 'Deliveries', de: 'Lieferungen' } },
    { record: 'sales.invoice', searched: true, label: { en: 'Invoices', de: 'Rechnungen' } },
    {
      record: 'sales.open_item',
      query: 'open_amount__gte=0.01',
      label: { en: 'Open items', de: 'Offene Posten' },
    },
    { record: 'sales.payment', label: { en: 'Payments', de: 'Zahlungen' } },
    { record: 'sales.customer_return', label: { en: 'Returns', de: 'Retouren' } },
  ],
  pages: [
    {
      path: 'quotations/:id',
      component: () => import('./document/QuotationPage.vue'),
      permission: 'sales.view_quotation',
    },
    {
      path: 'sales-orders',
      component: () => import('./document/OrderList.vue'),
      permission: 'sales.view_salesorder',
    },
    {
      path: 'deliveries',
      component: () => import('./delivery/DeliveryList.vue'),
      permission: 'sales.view_delivery',
    },
    {
      path: 'sales-orders/:id',
      component: () => import('./document/SalesOrderPage.vue'),
      permission: 'sales.view_salesorder',
    },
    {
      path: 'deliveries/new',
      component: () => import('./document/FromWhat.vue'),
      permission: 'sales.add_delivery',
    },
    {
      path: 'invoices/new',
      component: () => import('./document/FromWhat.vue'),
      permission: 'sales.add_invoice',
    },
    {
      path: 'customer-returns/new',
      component: () => import('./document/FromWhat.vue'),
      permission: 'sales.add_customerreturn',
    },
    {
      path: 'deliveries/:id',
      component: () => import('./delivery/DeliveryScreen.vue'),
      permission: 'sales.view_delivery',
    },
    {
      path: 'invoices/:id',
      component: () => import('./invoice/InvoiceScreen.vue'),
      permission: 'sales.view_invoice',
    },
    {
      path: 'payments/new',
      component: () => import('./payment/NewPaymentPage.vue'),
      permission: 'sales.add_payment',
    },
    {
      path: 'payments/:id',
      component: () => import('./payment/PaymentPage.vue'),
      permission: 'sales.view_payment',
    },
  ],
  moves: { 'sales.delivery': { reverse: () => import('./delivery/ReverseDialog.vue') } },
  texts: {
    en: async () => ({ sales: (await import('./texts.en.ts')).en }),
    de: async () => ({ sales: (await import('./texts.de.ts')).de }),
  },
}
