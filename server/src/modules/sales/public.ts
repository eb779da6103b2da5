/** What other modules may use of sales. */
export { type IssuedInvoice, invoiceAsIssued } from './invoice/invoice-as-issued.ts'
