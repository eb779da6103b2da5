/** What other modules may use of sales. */

export { todayOf } from './invoice/invoice.ts'
export { type IssuedInvoice, invoiceAsIssued } from './invoice/invoice-as-issued.ts'
export { lineQuantities } from './sales-order/line-quantities.ts'
