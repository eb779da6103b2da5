/** Sales: from quotation to paid invoice. */
import { customerReturn } from '#contract/sales/customer-return.ts'
import { customerReturnLine } from '#contract/sales/customer-return-line.ts'
import { delivery } from '#contract/sales/delivery.ts'
import { deliveryLine } from '#contract/sales/delivery-line.ts'
import { invoice } from '#contract/sales/invoice.ts'
import { invoiceLine } from '#contract/sales/invoice-line.ts'
import { openItem } from '#contract/sales/open-item.ts'
import { payment } from '#contract/sales/payment.ts'
import { paymentAllocation } from '#contract/sales/payment-allocation.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { quotationLine } from '#contract/sales/quotation-line.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import { salesOrderLine } from '#contract/sales/sales-order-line.ts'
import { salesModule } from '#contract/sales/module.ts'
import { serverModule } from '#server/kit/module.ts'
import { serve } from '#server/kit/served.ts'

export const sales = serverModule({
  contract: salesModule,
  needs: ['common', 'organization', 'contact', 'products', 'inventory'],
  records: [
    serve(quotation),
    serve(quotationLine),
    serve(salesOrder),
    serve(salesOrderLine),
    serve(delivery),
    serve(deliveryLine),
    serve(invoice),
    serve(invoiceLine),
    serve(openItem),
    serve(payment),
    serve(paymentAllocation),
    serve(customerReturn),
    serve(customerReturnLine),
  ],
})
