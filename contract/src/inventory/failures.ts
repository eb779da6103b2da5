/** Every refusal the module inventory can answer; the ledger's own are raised by PostgreSQL. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const inventoryFailures = {
  'inventory.not_enough_stock': {
    status: 409,
    text: 'There is not enough of {product} in {place}.',
    help: 'Post the receipt that is missing, or take less.',
  },
  'inventory.not_enough_stock_then': {
    status: 409,
    text: '{place} did not hold enough of {product} at that time.',
    help: 'Choose a later day.',
  },
  'inventory.stock_is_allocated': {
    status: 409,
    text: 'What lies of {product} in {place} is picked for deliveries.',
    help: 'Set a delivery back first, or take it from another place.',
  },
  'inventory.stock_is_reserved': {
    status: 409,
    text: 'What is there of {product} is promised to customers.',
    help: 'Change an order first.',
  },
  'inventory.product_not_stocked': { status: 409, text: '{product} is not kept in stock.' },
  'inventory.lot_required': { status: 409, text: '{product} is tracked by lot: say which.' },
  'inventory.lot_not_tracked': { status: 409, text: '{product} is not tracked by lot.' },
  'inventory.lot_status': {
    status: 409,
    text: 'Lot {lot} of {product} is not released for this.',
    help: 'Choose a released lot, or have this one released.',
  },
  'inventory.lot_expired': {
    status: 409,
    text: 'Lot {lot} of {product} has expired.',
    help: 'Choose another lot.',
  },
  'inventory.serial_is_one': { status: 409, text: 'A serial number of {product} is exactly one piece.' },
  'inventory.second_quantity': { status: 409, text: 'Say the second quantity of {product} too.' },
  'inventory.no_second_unit': { status: 400, text: 'This product has no second unit.' },
  'inventory.second_missing': { status: 400, text: 'Say how much it is in {unit}, too.' },
  'inventory.other_legal_entity': {
    status: 409,
    text: 'Stock goes to another company only by sale and purchase.',
  },
  'inventory.product_not_usable_here': {
    status: 409,
    text: '{product} is not in the catalogue of this site.',
    help: 'Choose another product, or have it entered for this site.',
  },
  'inventory.place_inactive': { status: 409, text: '{place} is closed.', help: 'Choose another place.' },
  'inventory.no_stock_place': { status: 409, text: 'One of the two places must be a stock place.' },
  'inventory.reversal_differs': { status: 409, text: 'A reversal is the exact mirror of its move.' },
  'inventory.already_reversed': {
    status: 409,
    text: 'This move has been taken back already.',
    help: 'Reload the page to see how it stands now.',
  },
  'inventory.unknown_move': { status: 404, text: 'There is no such move.' },
  'inventory.receipt_gone': {
    status: 409,
    text: '{wanted} of {product} came into {place}, only {available} lie there now.',
    help: 'Bring the goods back there by a transfer, or count the place instead.',
  },
  'inventory.receipt_picked': {
    status: 409,
    text: 'Without these goods, {product} would be missing that is picked for a delivery.',
    help: 'Set the delivery back first: its order waits again then.',
  },
  'inventory.period_closed': {
    status: 409,
    text: 'The stock period of {day} is closed.',
    help: 'Post into an open period, or have it opened.',
  },
  'inventory.move_in_future': {
    status: 409,
    text: 'Stock moves are not posted ahead of time.',
    help: 'Enter a day that is not in the future.',
  },
  'inventory.not_reservable': { status: 409, text: 'This cannot be reserved.' },
  'inventory.not_reserved': {
    status: 409,
    text: 'There is not enough stock for this delivery.',
    help: 'Deliver less, or take in goods first.',
  },
  'inventory.cannot_reserve_all': {
    status: 409,
    text: 'Not everything is in stock, and only complete delivery is agreed.',
    help: 'Take in goods first, or agree on deliveries in part.',
  },
  'inventory.allocated_to_delivery': {
    status: 409,
    text: 'Some of it is picked for a delivery.',
    help: 'Set the delivery back first.',
  },
  'inventory.demand_served': { status: 409, text: 'More has been delivered than would remain.' },
  'inventory.nothing_to_allocate': { status: 409, text: 'The delivery has nothing to pick.' },
  'inventory.nothing_to_pick': {
    status: 409,
    text: 'Nothing that may be picked lies there.',
    help: 'Choose another place or lot.',
  },
  'inventory.nothing_allocated': {
    status: 409,
    text: 'Nothing is picked for this delivery.',
    help: 'Say first from where the goods are taken.',
  },
  'inventory.unknown_place_or_product': { status: 400, text: 'There is no such place or product.' },
  'inventory.already_opened': {
    status: 409,
    text: 'Goods have already been counted or moved there.',
    help: 'Count the place instead.',
  },
  'inventory.lines_missing': {
    status: 409,
    text: '{document} has no lines.',
    help: 'Add at least one line.',
  },
  'inventory.counted_twice': { status: 400, text: 'This was already counted on line {line}.' },
  'inventory.in_the_future': { status: 400, text: 'This instant has not passed yet.' },
  'inventory.same_place': {
    status: 409,
    text: 'Within one warehouse goods go to another place than they lie in.',
    help: 'Name the place they go to.',
  },
  'inventory.place_elsewhere': { status: 400, text: '{place} is not in {warehouse}.' },
  'inventory.no_default_place': {
    status: 409,
    text: '{warehouse} has no place of the kind {kind}.',
    help: 'Enter such a place for the warehouse first.',
  },
  'inventory.warehouse_has_stock': {
    status: 409,
    text: '{warehouse} holds or held stock and can only be closed.',
    help: 'Make it inactive.',
  },
  'inventory.place_has_stock': {
    status: 409,
    text: '{place} holds or held stock and can only be closed.',
    help: 'Make it inactive.',
  },
  'inventory.parent_in_other_warehouse': {
    status: 400,
    text: 'Parent location must be in the same warehouse.',
  },
  'inventory.difference_unexplained': {
    status: 400,
    text: '{quantity} are missing: a reason is needed.',
  },
  'inventory.nothing_received': { status: 400, text: 'Say of at least one line how much has arrived.' },
  'inventory.all_received': {
    status: 400,
    text: 'With this, everything has arrived.',
    help: 'Receive the whole transfer instead of a part of it.',
  },
  'inventory.too_much_received': { status: 409, text: 'More of {product} was received than was sent.' },
} as const satisfies Failures

export const refuse = refusals(inventoryFailures)
