/** What other modules may use of sales. */

export { todayOf } from './document/business-day.ts'
export { expireDueQuotations } from './quotation/expire-due-quotations.ts'
export { type IssuedInvoice, invoiceAsIssued } from './invoice/invoice-as-issued.ts'
export { lineQuantities } from './sales-order/line-quantities.ts'
