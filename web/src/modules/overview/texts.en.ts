/** The texts of the start page in English. */

export const en = {
  title: 'Open work',
  greeting: 'Good to see you, {name}',
  all_done: 'Nothing waits for you',
  all_done_detail: 'New work shows up here by itself.',
  no_work: 'No documents to work on',
  no_work_detail: 'What you may open stands in the menu.',
  show_all: 'Show all',
  new_order: 'New order',
  new_quotation: 'New quotation',
  done: 'Done',
  works: {
    quotations_expiring: 'Quotations expiring',
    orders_to_confirm: 'Orders to confirm',
    orders_to_deliver: 'Orders to deliver',
    back_orders: 'Back orders',
    deliveries_to_ship: 'Deliveries to ship',
    deliveries_to_invoice: 'Deliveries to invoice',
    invoices_to_post: 'Invoices to post',
    invoices_overdue: 'Overdue invoices',
  },
  draft: 'Draft',
} as const
