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
  },

  'sales.product_not_sold': { status: 400, text: '{product} is not sold: it is not active, or not for sale.' },
  'sales.product_is_family': { status: 400, text: '{product} is a product family: choose one of its variants.' },
  'sales.quantity_missing': { status: 400, text: 'The quantity must be more than nothing.' },
  'sales.price_per_nothing': { status: 400, text: 'A price is for more than nothing.' },
  'sales.partner_not_customer': { status: 400, text: '{partner} is no active customer.' },
  'sales.currency_missing': { status: 400, text: 'Neither partner nor company says in which currency.' },
  'sales.address_of_other': { status: 400, text: 'This address belongs to another partner.' },
  'sales.no_legal_entity': { status: 400, text: '{organization} belongs to no legal entity, so it cannot sell.' },

  'sales.no_lines': { status: 409, text: '{document} has no lines.' },
  'sales.price_missing': {
    status: 409,
    text: 'These lines have no price: {lines}.',
    help: 'Add the products to a price list, or enter prices by hand.',
  },
  'sales.products_not_sold': { status: 409, text: 'These products are no longer sold: {products}.' },
  'sales.customer_not_active': { status: 409, text: '{partner} is no active customer.' },
  'sales.warehouse_missing': { status: 409, text: '{document} does not say from which warehouse it ships.' },
  'sales.approval_needed': {
    status: 409,
    text: '{document} gives more discount than allowed and waits for approval.',
    help: 'Ask somebody with a higher limit to approve it.',
  },
  'sales.nothing_to_approve': { status: 409, text: '{document} does not wait for approval.' },
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

  'sales.order_not_confirmed': { status: 400, text: 'Order {order} is not confirmed.' },
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
} as const satisfies Failures

export const refuse = refusals(salesFailures)
