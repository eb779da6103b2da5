/** What the module sales states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { customerReturn } from './customer-return.ts'
import { customerReturnLine } from './customer-return-line.ts'
import { delivery } from './delivery.ts'
import { deliveryLine } from './delivery-line.ts'
import { invoice } from './invoice.ts'
import { invoiceLine } from './invoice-line.ts'
import { openItem } from './open-item.ts'
import { payment } from './payment.ts'
import { paymentAllocation } from './payment-allocation.ts'
import { quotation } from './quotation.ts'
import { quotationLine } from './quotation-line.ts'
import { salesOrder } from './sales-order.ts'
import { salesOrderLine } from './sales-order-line.ts'
import { salesGerman } from './failures.de.ts'
import { salesFailures } from './failures.ts'

export const salesModule = contractModule('sales', {
  records: [
    quotation,
    quotationLine,
    salesOrder,
    salesOrderLine,
    delivery,
    deliveryLine,
    invoice,
    invoiceLine,
    openItem,
    payment,
    paymentAllocation,
    customerReturn,
    customerReturnLine,
  ],
  failures: salesFailures,
  german: salesGerman,
  permissions: { 'sales.view_availability': ['View availability', 'Verfügbarkeit: Ansehen'] },
})
