/** How much of an order line is left to be billed, and how a quantity of it is written on an invoice. */
import {
  compare,
  divide,
  fixed,
  isZero,
  larger,
  multiply,
  quotient,
  smaller,
  subtract,
  sum,
} from '#contract/kit/decimal.ts'
import type { BilledDeliveryLine, BilledOrder, BilledOrderLine, BillingSources } from './billing-sources.ts'

/** Goods are billed when shipped; services, and where the order says so, when ordered (DOMAIN 14). */
function isBilledByOrder(order: BilledOrder, line: BilledOrderLine): boolean {
  return order.invoice_on === 'ordered' || line.supply === 'none'
}

function shippedOf(line: BilledOrderLine, sources: BillingSources): readonly BilledDeliveryLine[] {
  return [...sources.deliveries.values()].filter(({ order_line }) => order_line === line.id)
}

/** Of one delivered line: what was neither billed nor came back. */
function openOfDelivery(line: BilledDeliveryLine): string {
  return larger(subtract(subtract(line.quantity, line.returned), line.billed), '0')
}

/** Of the whole order line, in base unit. */
export function openOfOrderLine(order: BilledOrder, line: BilledOrderLine, sources: BillingSources): string {
  const shipped = shippedOf(line, sources)
  const returned = sum(shipped.map((entry) => entry.returned))
  const whole = isBilledByOrder(order, line)
    ? subtract(line.base_quantity, line.cancelled_quantity)
    : sum(shipped.map((entry) => entry.quantity))
  return larger(subtract(subtract(whole, returned), line.billed), '0')
}

/** What is left while an invoice is written: each of its lines takes its part. */
export class Remaining {
  readonly #sources: BillingSources
  readonly #lines = new Map<string, string>()
  readonly #deliveries = new Map<string, string>()

  constructor(sources: BillingSources) {
    this.#sources = sources
  }

  ofLine(order: BilledOrder, line: BilledOrderLine): string {
    return this.#lines.get(line.id) ?? openOfOrderLine(order, line, this.#sources)
  }

  ofDelivery(line: BilledDeliveryLine): string {
    return this.#deliveries.get(line.id) ?? openOfDelivery(line)
  }

  take(order: BilledOrder, line: BilledOrderLine, delivery: BilledDeliveryLine | null, base: string): void {
    this.#lines.set(line.id, subtract(this.ofLine(order, line), base))
    if (delivery !== null) this.#deliveries.set(delivery.id, subtract(this.ofDelivery(delivery), base))
  }
}

export interface Portion {
  readonly delivery: BilledDeliveryLine | null
  /** In base unit. */
  readonly base: string
}

/** Splits a base quantity of an order line over its deliveries, oldest first. */
export function portionsOf(
  line: BilledOrderLine,
  base: string,
  sources: BillingSources,
  remaining: Remaining,
): Portion[] {
  const portions: Portion[] = []
  let rest = base
  for (const delivery of shippedOf(line, sources)) {
    const base = smaller(remaining.ofDelivery(delivery), rest)
    if (compare(base, '0') <= 0) continue
    portions.push({ delivery, base })
    rest = subtract(rest, base)
  }
  if (compare(rest, '0') > 0) portions.push({ delivery: null, base: rest })
  return portions
}

const places = 6

/** The base quantity of what a client typed in the line's unit; the last part takes the rest. */
export function baseOf(line: BilledOrderLine, typed: string, unit: string, open: string): string {
  if (unit === line.base_unit && unit !== line.unit) return typed
  if (isZero(line.quantity)) return typed
  const base = quotient([typed, line.base_quantity], [line.quantity], places)
  const typedOpen = quotient([open, line.quantity], [line.base_quantity], places)
  return compare(typedOpen, typed) === 0 ? open : base
}

export interface WrittenQuantity {
  readonly quantity: string
  readonly unit: string
  readonly price_quantity: string
}

/** In the order's unit where that is exact, else in base unit at the same price: 5 pieces of a box of 12. */
export function writtenQuantity(line: BilledOrderLine, base: string): WrittenQuantity {
  const inUnit = quotient([base, line.quantity], [line.base_quantity], places)
  const { unit, price_quantity } = line
  if (compare(multiply(inUnit, line.base_quantity), multiply(base, line.quantity)) === 0) {
    return { quantity: inUnit, unit, price_quantity }
  }
  const per = quotient([price_quantity, line.base_quantity], [line.quantity], places)
  if (compare(multiply(per, line.quantity), multiply(price_quantity, line.base_quantity)) === 0) {
    return { quantity: base, unit: line.base_unit, price_quantity: per }
  }
  return { quantity: fixed(inUnit, places), unit, price_quantity }
}

/** The part of an order line's amount that was not cancelled. */
export function orderedNet(line: BilledOrderLine): string {
  if (isZero(line.cancelled_quantity) || isZero(line.base_quantity)) return line.net_amount
  const kept = subtract(line.base_quantity, line.cancelled_quantity)
  return divide(multiply(line.net_amount, kept), line.base_quantity, places)
}
