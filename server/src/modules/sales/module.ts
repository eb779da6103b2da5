/** Sales: from quotation to paid invoice. */
import { customerReturnLine } from '#contract/sales/customer-return-line.ts'
import { deliveryLine } from '#contract/sales/delivery-line.ts'
import { invoiceLine } from '#contract/sales/invoice-line.ts'
import { paymentAllocation } from '#contract/sales/payment-allocation.ts'
import { quotationLine } from '#contract/sales/quotation-line.ts'
import { salesModule } from '#contract/sales/module.ts'
import { serverModule } from '#server/kit/module.ts'
import { serve } from '#server/kit/served.ts'
import { billingRoutes } from '#server/modules/sales/invoice/bill-documents.ts'
import { cancelInvoice } from '#server/modules/sales/invoice/cancel-invoice.ts'
import { creditRoutes } from '#server/modules/sales/invoice/credit-invoice.ts'
import { invoices } from '#server/modules/sales/invoice/invoice.ts'
import { postInvoice } from '#server/modules/sales/invoice/post-invoice.ts'
import { allocationRoutes } from '#server/modules/sales/payment/allocate-payment.ts'
import { openItems } from '#server/modules/sales/payment/open-item.ts'
import { payments } from '#server/modules/sales/payment/payment.ts'
import { closeCustomerReturn } from '#server/modules/sales/customer-return/close-customer-return.ts'
import { customerReturns } from '#server/modules/sales/customer-return/customer-return.ts'
import { receiveCustomerReturn } from '#server/modules/sales/customer-return/receive-customer-return.ts'
import { cancelDelivery } from '#server/modules/sales/delivery/cancel-delivery.ts'
import { confirmSalesOrder } from '#server/modules/sales/sales-order/confirm-sales-order.ts'
import { createDeliveryFromOrders } from '#server/modules/sales/delivery/create-delivery-from-orders.ts'
import { deliveries } from '#server/modules/sales/delivery/delivery.ts'
import { quotations } from '#server/modules/sales/quotation/quotation.ts'
import { readyDelivery } from '#server/modules/sales/delivery/ready-delivery.ts'
import { reverseDelivery } from '#server/modules/sales/delivery/reverse-delivery.ts'
import { resetDelivery } from '#server/modules/sales/delivery/reset-delivery.ts'
import { salesOrders } from '#server/modules/sales/sales-order/sales-order.ts'
import { salesOrderLines } from '#server/modules/sales/sales-order/sales-order-line.ts'
import { shipDelivery } from '#server/modules/sales/delivery/ship-delivery.ts'
import { acceptQuotation } from '#server/modules/sales/quotation/accept-quotation.ts'
import { amendSalesOrder } from '#server/modules/sales/sales-order/amend-sales-order.ts'
import { approveQuotation } from '#server/modules/sales/quotation/approve-quotation.ts'
import { approveSalesOrder } from '#server/modules/sales/sales-order/approve-sales-order.ts'
import { availability } from '#server/modules/sales/sales-order/availability.ts'
import { cancelSalesOrder } from '#server/modules/sales/sales-order/cancel-sales-order.ts'
import { closeSalesOrder } from '#server/modules/sales/sales-order/close-sales-order.ts'
import { expireQuotation } from '#server/modules/sales/quotation/expire-quotation.ts'
import { documentTrails } from '#server/modules/sales/sales-order/document-trail.ts'
import { orderTrail } from '#server/modules/sales/sales-order/order-trail.ts'
import { previewSalesOrder } from '#server/modules/sales/sales-order/preview-sales-order.ts'
import { reviseQuotation } from '#server/modules/sales/quotation/revise-quotation.ts'
import { sendQuotation } from '#server/modules/sales/quotation/send-quotation.ts'
import { taxCorrectionRoutes } from '#server/modules/sales/payment/tax-corrections.ts'
import { versionRoutes } from '#server/modules/sales/document/document-versions.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'

export const sales = serverModule({
  contract: salesModule,
  needs: ['common', 'contact', 'products', 'inventory'],
  records: [
    quotations,
    serve(quotationLine),
    salesOrders,
    salesOrderLines,
    deliveries,
    serve(deliveryLine),
    invoices,
    serve(invoiceLine),
    openItems,
    payments,
    serve(paymentAllocation),
    customerReturns,
    serve(customerReturnLine),
  ],
  actions: [
    approveQuotation,
    sendQuotation,
    reviseQuotation,
    expireQuotation,
    acceptQuotation,
    approveSalesOrder,
    confirmSalesOrder,
    amendSalesOrder,
    closeSalesOrder,
    cancelSalesOrder,
    readyDelivery,
    resetDelivery,
    cancelDelivery,
    shipDelivery,
    reverseDelivery,
    postInvoice,
    cancelInvoice,
    receiveCustomerReturn,
    closeCustomerReturn,
  ],
  routes: [
    availability,
    previewSalesOrder,
    orderTrail,
    ...documentTrails,
    ...versionRoutes(quotation),
    ...versionRoutes(salesOrder),
    createDeliveryFromOrders,
    ...billingRoutes,
    ...creditRoutes,
    ...allocationRoutes,
    ...taxCorrectionRoutes,
  ],
})
