/** The VAT breakdown on its way: which lines and shares of discounts fall under one category and rate. */
import { canonical, compare } from '#contract/kit/decimal.ts'
import { nearest, powerOfTen, quotientUnits, toScaled, toUnits } from '#contract/kit/scaled.ts'
import { apportion, splitUnits } from '#contract/kit/split.ts'
import { lineUnits } from './line-amount.ts'
import { type TaxCategory, type TaxKey, taxCategories } from './tax-key.ts'
import type { Adjustment, TotalsInput } from './totals-input.ts'

/** A line, or the share of an adjustment; amounts are units of the currency's smallest place. */
interface Part {
  readonly kind: 'line' | 'allowance' | 'charge'
  readonly index: number
  /** In the document's own prices, net or gross. */
  readonly amount: bigint
  net: bigint
}

export interface Group {
  readonly category: TaxCategory
  readonly tax_percent: string
  readonly exemptions: Set<string>
  readonly parts: Part[]
  /** The sum of the lines in the document's own prices. */
  lines: bigint
  net: bigint
  tax: bigint
}

/** Puts lines into groups, in an order that does not depend on theirs, so that no split does either. */
export function groupsOf({ lines, adjustments = [], places }: TotalsInput): Group[] {
  const groups = new Map<string, Group>()
  for (const [index, line] of lines.entries()) {
    const group = groupOf(line, groups)
    const amount = lineUnits(line, places)
    group.parts.push({ kind: 'line', index, amount, net: amount })
    group.lines += amount
    if (line.exemption_code) group.exemptions.add(line.exemption_code)
  }
  for (const { tax } of adjustments) if (tax) groupOf(tax, groups)
  return [...new Set(groups.values())].toSorted(byCategoryThenRate)
}

/** A percentage is met as `19` and as `19.0000`; each spelling leads to the group and is read only once. */
function groupOf({ category, tax_percent }: TaxKey, groups: Map<string, Group>): Group {
  const spelling = `${category} ${tax_percent}`
  const known = groups.get(spelling)
  if (known) return known
  const shortest = canonical(tax_percent)
  const key = `${category} ${shortest}`
  const group = groups.get(key) ?? {
    category,
    tax_percent: shortest,
    exemptions: new Set(),
    parts: [],
    lines: 0n,
    net: 0n,
    tax: 0n,
  }
  groups.set(key, group)
  groups.set(spelling, group)
  return group
}

function byCategoryThenRate(one: Group, other: Group): number {
  return (
    taxCategories.indexOf(one.category) - taxCategories.indexOf(other.category) ||
    compare(other.tax_percent, one.tax_percent)
  )
}

/** Splits discounts and charges over the groups in proportion to their lines. */
export function shareOut({ adjustments = [], places }: TotalsInput, groups: readonly Group[]): void {
  let total = 0n
  for (const group of groups) total += group.lines
  const weights = weightsOf(groups, total)
  for (const [index, adjustment] of adjustments.entries()) {
    const { kind, tax } = adjustment
    const units = adjustmentUnits(adjustment, total, places)
    const shares = tax
      ? groups.map((group) => (isUnder(group, tax) ? units : 0n))
      : splitUnits(units, weights)
    for (const [at, amount] of shares.entries()) {
      if (amount !== 0n) groups[at]?.parts.push({ kind, index, amount, net: amount })
    }
  }
}

/** Lines that go against the whole, returned goods or a prepayment taken off, bear no part of a discount. */
function weightsOf(groups: readonly Group[], total: bigint): bigint[] {
  const sign = total < 0n ? -1n : 1n
  return groups.map(({ lines }) => (lines * sign > 0n ? lines * sign : 0n))
}

function isUnder(group: Group, tax: TaxKey): boolean {
  return group.category === tax.category && compare(group.tax_percent, tax.tax_percent) === 0
}

function adjustmentUnits({ amount, percent }: Adjustment, total: bigint, places: number): bigint {
  if (amount !== null && amount !== undefined) return toUnits(amount, places)
  const share = toScaled(percent ?? '0')
  return quotientUnits([{ digits: total, scale: places }, share], [{ digits: 100n, scale: 0 }], places)
}

/**
 * Net: tax = round(net x rate). Gross: the tax is taken out of the gross sum, tax = round(gross x rate / (1 +
 * rate)), and what is left is given back to the parts, so that the gross sum stays to the cent.
 */
export function settle(group: Group, pricesIncludeTax: boolean): void {
  const { digits: rate, scale } = toScaled(group.tax_percent)
  const whole = 100n * powerOfTen(scale)
  let sum = 0n
  for (const { kind, amount } of group.parts) sum += kind === 'allowance' ? -amount : amount
  if (!pricesIncludeTax) {
    group.net = sum
    group.tax = nearest(sum * rate, whole)
    return
  }
  group.tax = nearest(sum * rate, whole + rate)
  group.net = sum - group.tax
  const ideal = group.parts.map(({ kind, amount }) => (kind === 'allowance' ? -amount : amount) * whole)
  const nets = apportion(group.net, ideal, whole + rate)
  for (const [index, part] of group.parts.entries()) {
    const net = nets[index] ?? 0n
    part.net = part.kind === 'allowance' ? -net : net
  }
}
