/** Who gets stock that comes in, and who gives back when there is less than promised (DOMAIN 4, 6). */
import { compareDates } from '#contract/kit/dates.ts'
import { isPositive, smaller, subtract } from '#contract/kit/decimal.ts'

/** A line that waits for goods, or holds some, of one product, warehouse and owner. */
export interface Demand {
  readonly id: string
  /** In base unit: what is still open, or what is reserved. */
  readonly quantity: string
  /** Lines without a promise come after all others. */
  readonly promised_day: string | null
  /** ISO instant in UTC. */
  readonly confirmed_at: string
}

export interface Given {
  readonly id: string
  readonly quantity: string
}

/** By promised day, then time of confirmation; the id settles the rest, so that every process agrees. */
function byPromise(one: Demand, other: Demand): number {
  return (
    compareDates(one.promised_day ?? '9999-12-31', other.promised_day ?? '9999-12-31') ||
    Date.parse(one.confirmed_at) - Date.parse(other.confirmed_at) ||
    (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
  )
}

/** Gives what is free to open demand, the earliest promise first. */
export function serveDemand(free: string, demands: readonly Demand[]): Given[] {
  return spread(free, demands.toSorted(byPromise))
}

/** Takes what is missing from reservations, the latest promise first. */
export function breakReservations(missing: string, reservations: readonly Demand[]): Given[] {
  return spread(missing, reservations.toSorted(byPromise).toReversed())
}

function spread(whole: string, demands: readonly Demand[]): Given[] {
  const given: Given[] = []
  let rest = whole
  for (const { id, quantity } of demands) {
    if (!isPositive(rest)) break
    const part = smaller(rest, quantity)
    if (!isPositive(part)) continue
    given.push({ id, quantity: part })
    rest = subtract(rest, part)
  }
  return given
}
