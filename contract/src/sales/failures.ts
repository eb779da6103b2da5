/** Every refusal the module sales can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const salesFailures = {
  'sales.vat_registration_missing': {
    status: 409,
    text: 'The company has no VAT registration in {country} on {date}.',
    help: 'Add the registration to the legal entity.',
  },
  'sales.tax_class_missing': {
    status: 409,
    text: 'A product without a tax class cannot be taxed in {country}.',
    help: 'Give the product a tax class.',
  },
  'sales.tax_code_missing': {
    status: 409,
    text: 'There is no tax code of category {category} for {country} on {date}.',
    help: 'Ask whoever keeps the taxes to enter it.',
  },

  'sales.product_not_sold': {
    status: 400,
    text: '{product} is not sold: it is not active, or not for sale.',
  },
  'sales.product_is_family': {
    status: 400,
    text: '{product} is a product family: choose one of its variants.',
  },
  'sales.quantity_missing': { status: 400, text: 'The quantity must be more than nothing.' },
  'sales.price_per_nothing': { status: 400, text: 'A price is for more than nothing.' },
  'sales.partner_not_customer': { status: 400, text: '{partner} is no active customer.' },
  'sales.currency_missing': { status: 400, text: 'Neither partner nor company says in which currency.' },
  'sales.address_of_other': { status: 400, text: 'This address belongs to another partner.' },
  'sales.no_legal_entity': {
    status: 400,
    text: '{organization} belongs to no legal entity, so it cannot sell.',
  },

  'sales.no_lines': { status: 409, text: '{document} has no lines.', help: 'Enter a line first.' },
  'sales.price_missing': {
    status: 409,
    text: 'These lines have no price: {lines}.',
    help: 'Add the products to a price list, or enter prices by hand.',
  },
  'sales.products_not_sold': {
    status: 409,
    text: 'These products are no longer sold: {products}.',
    help: 'Remove their lines, or activate the products.',
  },
  'sales.customer_not_active': {
    status: 409,
    text: '{partner} is no active customer.',
    help: 'Choose another partner, or make this one an active customer.',
  },
  'sales.warehouse_missing': {
    status: 409,
    text: '{document} does not say from which warehouse it ships.',
    help: 'Choose a warehouse first.',
  },
  'sales.approval_needed': {
    status: 409,
    text: '{document} gives more discount than allowed and waits for approval.',
    help: 'Ask somebody with a higher limit to approve it.',
  },
  'sales.amendment_beyond_limit': {
    status: 409,
    text: '{document} is confirmed, and this change would give more discount than you may.',
    help: 'Ask somebody with a higher limit to make the change.',
  },
  'sales.nothing_to_approve': {
    status: 409,
    text: '{document} does not wait for approval.',
    help: 'Reload the page to see how it stands now.',
  },
  'sales.approval_beyond_limit': {
    status: 403,
    text: '{document} gives {discount} % discount; your limit is {limit} %.',
  },
  'sales.credit_limit_exceeded': {
    status: 409,
    text: '{partner} would owe {exposure} {currency}; the credit limit is {limit}.',
    help: 'Somebody who may approve orders can confirm it all the same.',
  },

  'sales.amend_fixed': { status: 400, text: 'This cannot be changed once the order is confirmed.' },
  'sales.amend_product': {
    status: 400,
    text: 'A confirmed line keeps its product.',
    help: 'Remove the line and add a new one.',
  },
  'sales.amend_below': {
    status: 400,
    text: 'Of this line {quantity} are already delivered, on their way or invoiced.',
  },
  'sales.delivery_under_way': {
    status: 409,
    text: '{document} has deliveries under way: {deliveries}.',
    help: 'Ship or cancel them first.',
  },
  'sales.picks_lost': {
    status: 409,
    text: '{document}: of {quantity} {product} only {available} are still set aside.',
    help: 'A count or a block took the rest: set the delivery back to draft and lower the quantity.',
  },
  'sales.shipment_invoiced': {
    status: 409,
    text: '{document} is invoiced, so its shipment cannot be taken back.',
    help: 'Let the goods come back by a customer return, and credit the invoice.',
  },
  'sales.shipment_on_draft': {
    status: 409,
    text: '{document} stands on the draft of an invoice to {partner}.',
    help: 'Delete the draft first.',
  },
  'sales.shipment_returned': {
    status: 409,
    text: 'Goods of {document} come back by {returns} already.',
    help: 'Let the rest come back by a customer return, too.',
  },
  'sales.shipment_of_ended_order': {
    status: 409,
    text: '{document} serves {orders}, which is no longer open.',
    help: 'Let the goods come back by a customer return.',
  },
  'sales.already_delivered': {
    status: 409,
    text: 'Part of {document} is delivered or invoiced.',
    help: 'Close the order: that ends what is still open.',
  },

  'sales.quotation_expired': {
    status: 409,
    text: '{document} was valid until {date}.',
    help: 'Revise it and send it again.',
  },
  'sales.quotation_still_valid': { status: 409, text: '{document} is valid until {date}.' },

  'sales.order_not_deliverable': {
    status: 409,
    text: 'Order {order} is not confirmed.',
    help: 'Confirm it first.',
  },
  'sales.order_of_other_partner': { status: 400, text: 'Order {order} is of another customer.' },
  'sales.order_ships_elsewhere': { status: 400, text: 'Order {order} goes to another address.' },
  'sales.order_of_other_warehouse': { status: 400, text: 'Order {order} ships from another warehouse.' },
  'sales.orders_differ': {
    status: 400,
    text: 'The orders differ in customer, address or warehouse, so one delivery cannot serve them.',
  },
  'sales.more_than_open': { status: 400, text: 'Only {quantity} of this line are still to be delivered.' },
  'sales.line_twice': { status: 400, text: 'An order line stands in a delivery once.' },
  'sales.delivered_by_supplier': { status: 400, text: 'This line is delivered by the supplier.' },
  'sales.nothing_to_deliver': {
    status: 409,
    text: 'Nothing of these orders can be delivered now.',
    help: 'Goods that are not reserved yet are delivered once they come in.',
  },
  'sales.line_without_source': {
    status: 400,
    text: 'Name the order, delivery or invoice line that is billed.',
  },
  'sales.other_customer': {
    status: 409,
    text: '{order} is of another customer.',
    help: 'Take orders of one customer only.',
  },
  'sales.other_terms': {
    status: 409,
    text: '{order} differs in currency, company or kind of price.',
    help: 'Bill it on an invoice of its own.',
  },
  'sales.order_not_confirmed': { status: 409, text: 'Order {order} is {status} and cannot be invoiced.' },
  'sales.more_than_billable': {
    status: 409,
    text: 'Of {product} in {order} only {open} are left to be invoiced, not {wanted}.',
    help: 'Deliver first, or invoice less.',
  },
  'sales.nothing_to_invoice': { status: 409, text: 'There is nothing left to be invoiced.' },
  'sales.more_than_invoiced': {
    status: 409,
    text: 'Of {product} only {open} are left to be credited, not {wanted}.',
  },
  'sales.nothing_to_credit': { status: 409, text: 'Everything on {number} has been credited already.' },
  'sales.not_posted': { status: 409, text: '{document} is not posted yet.', help: 'Post it first.' },
  'sales.credit_of_credit_note': { status: 409, text: 'A credit note is not credited; write a new invoice.' },
  'sales.invoice_incomplete': {
    status: 409,
    text: 'The invoice lacks what the law wants on it.',
    help: 'See the marked entries.',
  },
  'sales.invoice_empty': { status: 400, text: 'There is no line with a quantity.' },
  'sales.seller_incomplete': { status: 400, text: 'The company has no {what}.' },
  'sales.buyer_incomplete': { status: 400, text: 'The customer has no {what}.' },
  'sales.unit_not_coded': { status: 400, text: 'The unit {unit} has no code of Recommendation 20.' },
  'sales.description_missing': { status: 400, text: 'The line has no description.' },
  'sales.payment_term_missing': { status: 400, text: 'Without payment terms there is no due date.' },
  'sales.period_closed': {
    status: 409,
    text: 'Sales are closed on {date}.',
    help: 'Choose another day, or have the period opened again.',
  },
  'sales.over_allocated': {
    status: 409,
    text: 'Of {invoice} only {open} are open, not {wanted}.',
    help: 'Leave the rest of the payment unallocated.',
  },
  'sales.payment_exceeded': {
    status: 409,
    text: 'The payment is {amount}; {allocated} are allocated of it.',
    help: 'Allocate less of it.',
  },
  'sales.other_payer': { status: 409, text: '{invoice} is of another partner.' },
  'sales.other_currency': { status: 409, text: '{invoice} is in another currency.' },
  'sales.discount_too_late': {
    status: 409,
    text: '{invoice} earns no cash discount on {date}.',
    help: 'Allocate the amount without cash discount.',
  },
  'sales.discount_too_great': { status: 409, text: 'The cash discount of {invoice} is at most {most}.' },
  'sales.wrong_allocation': { status: 400, text: 'An allocation of this kind does not fit this item.' },
  'sales.already_reversed': {
    status: 409,
    text: 'This allocation has been reversed already.',
    help: 'Reload the page to see how it stands now.',
  },
  'sales.delivery_not_shipped': {
    status: 409,
    text: 'Delivery {delivery} is not shipped.',
    help: 'Ship it first.',
  },
  'sales.more_than_delivered': {
    status: 409,
    text: 'Of {product} only {open} can come back, not {wanted}.',
  },
  'sales.lot_not_delivered': { status: 400, text: 'This lot did not go out on the delivery line.' },
  'sales.return_empty': { status: 409, text: 'Return {number} has no lines.', help: 'Enter a line first.' },
  'sales.return_not_inspected': {
    status: 409,
    text: 'Say of each line where inspection sends the goods.',
    help: 'Choose stock, quarantine or scrap.',
  },
  'sales.no_quarantine_place': {
    status: 409,
    text: 'The warehouse has no place for quarantine, and none can be made.',
    help: 'A place named Quarantine is picked from or out of use: rename it, or close it for picking.',
  },
} as const satisfies Failures

export const refuse = refusals(salesFailures)
