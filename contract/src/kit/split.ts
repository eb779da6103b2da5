/** Splits a whole into rounded shares that sum to it: the largest remainders get the units left over. */
import { fromUnits, toScaled, toUnits } from './scaled.ts'

/**
 * Whole units next to the ideal shares `numerators[i] / denominator` that sum to `total`. Each share is the
 * ideal one rounded down or up, as long as `total` lies within the sums of both.
 */
export function apportion(total: bigint, numerators: readonly bigint[], denominator: bigint): bigint[] {
  if (total < 0n) {
    // A credit note must mirror what it credits, share by share.
    return apportion(
      -total,
      numerators.map((numerator) => -numerator),
      denominator,
    ).map((share) => -share)
  }
  if (numerators.length <= 1) return numerators.map(() => total)
  const shares = numerators.map((numerator) => floorQuotient(numerator, denominator))
  const remainders = numerators.map((numerator, index) => numerator - (shares[index] ?? 0n) * denominator)
  const byRemainder = remainders.map((_, index) => index)
  byRemainder.sort((a, b) => order(remainders[b] ?? 0n, remainders[a] ?? 0n))
  let rest = total
  for (const share of shares) rest -= share
  for (let turn = 0; rest > 0n; turn += 1, rest -= 1n) {
    const index = byRemainder[turn % byRemainder.length] ?? 0
    shares[index] = (shares[index] ?? 0n) + 1n
  }
  return shares
}

/** Splits units in proportion to weights, none of them negative; without any weight the first gets all. */
export function splitUnits(total: bigint, weights: readonly bigint[]): bigint[] {
  let sum = 0n
  for (const weight of weights) sum += weight
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? total : 0n))
  return apportion(
    total,
    weights.map((weight) => total * weight),
    sum,
  )
}

/** Splits an amount of `places` places in proportion to decimal weights, none of them negative. */
export function split(total: string, weights: readonly string[], places: number): string[] {
  const scaled = weights.map(toScaled)
  const scale = scaled.reduce((most, weight) => Math.max(most, weight.scale), 0)
  const shares = splitUnits(
    toUnits(total, places),
    weights.map((weight) => toUnits(weight, scale)),
  )
  return shares.map((share) => fromUnits(share, places))
}

function floorQuotient(numerator: bigint, denominator: bigint): bigint {
  const towardsZero = numerator / denominator
  return numerator < 0n && towardsZero * denominator !== numerator ? towardsZero - 1n : towardsZero
}

function order(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0
}
