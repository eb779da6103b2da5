/** Quantities from one unit into another by ratios of integers, rounded once (DOMAIN 19). */
import { type Denial, deny, isDenied, type Outcome } from '#contract/kit/outcome.ts'
import { canonical } from '#contract/kit/decimal.ts'
import { fromScaled, quotientUnits, toScaled } from '#contract/kit/scaled.ts'

/** A row of `common.unit_conversion`: 1 `unit` = `numerator` / `denominator` `into_unit`. */
export interface UnitConversion {
  readonly unit: string
  readonly into_unit: string
  readonly numerator: number
  readonly denominator: number
  readonly product: string | null
  readonly lot: string | null
}

/** 1 of the one unit = `numerator` / `denominator` of the other. */
export interface UnitRatio {
  readonly numerator: string
  readonly denominator: string
}

/**
 * For what a quantity is converted. Conversions of other products and lots are not looked at; of two alike
 * the first counts, so a tenant's own stand before those of the standard.
 */
export interface ConversionScope {
  readonly product?: string | null
  readonly lot?: string | null
  readonly conversions: readonly UnitConversion[]
}

export type ConversionFault = 'common.unit_without_conversion' | 'common.quantity_rounds_to_zero'

export interface ConvertedQuantity {
  readonly quantity: string
  readonly ratio: UnitRatio
}

const sameUnit: UnitRatio = { numerator: '1', denominator: '1' }

/** More steps than box, pallet, container and a unit of the base dimension are a fault in the data. */
const mostSteps = 4

/** round(quantity x ratio, places), once; a quantity that is not zero does not become zero. */
export function convertQuantity(
  quantity: string,
  from: string,
  into: { readonly unit: string; readonly places: number },
  scope: ConversionScope,
): Outcome<ConvertedQuantity, ConversionFault> {
  const ratio = unitRatio(from, into.unit, scope)
  return isDenied(ratio) ? ratio : applyRatio(quantity, from, ratio, into)
}

/** Converts by a ratio that a line has kept. */
export function applyRatio(
  quantity: string,
  from: string,
  ratio: UnitRatio,
  into: { readonly unit: string; readonly places: number },
): Outcome<ConvertedQuantity, ConversionFault> {
  const entered = toScaled(quantity)
  const above = [entered, toScaled(ratio.numerator)]
  const digits = quotientUnits(above, [toScaled(ratio.denominator)], into.places)
  if (digits === 0n && entered.digits !== 0n) {
    const parameters = { quantity: canonical(quantity), unit: from, into: into.unit }
    return deny('common.quantity_rounds_to_zero', parameters)
  }
  return { quantity: fromScaled({ digits, scale: into.places }), ratio }
}

/**
 * How many of `into` one `from` is. A conversion stated for the two units decides, the narrowest first (lot,
 * product, general); else the chain with the fewest conversions beside the general ones, which a product
 * that comes in boxes of bags of kilograms needs.
 */
export function unitRatio(
  from: string,
  into: string,
  scope: ConversionScope,
): Outcome<UnitRatio, 'common.unit_without_conversion'> {
  if (from === into) return sameUnit
  const start = { unit: from, units: [from], numerator: 1n, denominator: 1n, narrow: 0, narrowness: 0 }
  const best = bestChain(start, into, narrowest(scope), null)
  return best === null ? noConversion(from, into) : reduced(best)
}

function bestChain(chain: Chain, into: string, steps: Steps, best: Chain | null): Chain | null {
  if (chain.unit === into) return best === null || isBetter(chain, best) ? chain : best
  if (chain.units.length > mostSteps) return best
  let found = best
  for (const step of steps.get(chain.unit) ?? []) {
    if (!chain.units.includes(step.unit)) found = bestChain(extend(chain, step), into, steps, found)
  }
  return found
}

type Steps = ReadonlyMap<string, readonly Step[]>

interface Step {
  readonly unit: string
  readonly numerator: bigint
  readonly denominator: bigint
  /** 0 in general, 1 of the product, 2 of the lot. */
  readonly narrowness: number
}

interface Chain extends Step {
  readonly units: readonly string[]
  /** How many conversions of it are not general. */
  readonly narrow: number
}

/** For each unit the conversions that lead away from it, of each pair of units only the narrowest. */
function narrowest({ product, lot, conversions }: ConversionScope): Steps {
  const pairs = new Map<string, UnitConversion>()
  for (const row of conversions) {
    if ((row.product !== null && row.product !== product) || (row.lot !== null && row.lot !== lot)) continue
    const pair = row.unit < row.into_unit ? `${row.unit} ${row.into_unit}` : `${row.into_unit} ${row.unit}`
    const known = pairs.get(pair)
    if (known === undefined || narrownessOf(row) > narrownessOf(known)) pairs.set(pair, row)
  }
  const steps = new Map<string, Step[]>()
  const lead = (from: string, unit: string, above: number, below: number, narrowness: number) => {
    const step = { unit, numerator: BigInt(above), denominator: BigInt(below), narrowness }
    const list = steps.get(from)
    if (list) list.push(step)
    else steps.set(from, [step])
  }
  for (const row of pairs.values()) {
    lead(row.unit, row.into_unit, row.numerator, row.denominator, narrownessOf(row))
    lead(row.into_unit, row.unit, row.denominator, row.numerator, narrownessOf(row))
  }
  return steps
}

function narrownessOf(row: UnitConversion): number {
  return row.lot !== null ? 2 : row.product !== null ? 1 : 0
}

function extend(chain: Chain, step: Step): Chain {
  return {
    unit: step.unit,
    units: [...chain.units, step.unit],
    numerator: chain.numerator * step.numerator,
    denominator: chain.denominator * step.denominator,
    narrow: chain.narrow + (step.narrowness > 0 ? 1 : 0),
    narrowness: Math.max(chain.narrowness, step.narrowness),
  }
}

function isBetter(one: Chain, other: Chain): boolean {
  if ((one.units.length === 2) !== (other.units.length === 2)) return one.units.length === 2
  if (one.narrow !== other.narrow) return one.narrow < other.narrow
  if (one.narrowness !== other.narrowness) return one.narrowness > other.narrowness
  return one.units.length < other.units.length
}

function reduced({ numerator, denominator }: Chain): UnitRatio {
  let [a, b] = [numerator, denominator]
  while (b !== 0n) [a, b] = [b, a % b]
  return { numerator: (numerator / a).toString(), denominator: (denominator / a).toString() }
}

function noConversion(from: string, into: string): Denial<'common.unit_without_conversion'> {
  return deny('common.unit_without_conversion', { unit: from, into })
}
