/** The totals of a sales document by the formulas of EN 16931, net or gross (DOMAIN 10, 11). */
import { fromUnits, toUnits } from '#contract/kit/scaled.ts'
import { type Group, groupsOf, settle, shareOut } from './tax-groups.ts'
import type { TaxKey } from './tax-key.ts'
import type { TotalsInput } from './totals-input.ts'

export interface LineTotals {
  /** In the document's own prices, net or gross. */
  readonly amount: string
  /** BT-131. */
  readonly net: string
}

/** The part of an adjustment that falls into one group: one BG-20 or BG-21. */
export interface AdjustmentShare extends TaxKey {
  /** Which of the adjustments, counted from 0. */
  readonly adjustment: number
  readonly kind: 'allowance' | 'charge'
  readonly amount: string
  /** BT-92 or BT-99. */
  readonly net: string
}

/** One VAT breakdown, BG-23. */
export interface TaxGroup extends TaxKey {
  readonly exemption_codes: readonly string[]
  readonly line_net: string
  readonly allowance_net: string
  readonly charge_net: string
  /** BT-116 = line_net - allowance_net + charge_net. */
  readonly net: string
  /** BT-117 = round(net x rate); in a gross document at most one unit beside it. */
  readonly tax: string
  readonly gross: string
}

export interface DocumentTotals {
  readonly lines: readonly LineTotals[]
  readonly shares: readonly AdjustmentShare[]
  readonly groups: readonly TaxGroup[]
  /** BT-106, the sum of the lines. */
  readonly line_total: string
  /** BT-107. */
  readonly allowance_total: string
  /** BT-108. */
  readonly charge_total: string
  /** BT-109 = BT-106 - BT-107 + BT-108. */
  readonly net_total: string
  /** BT-110, the sum of the groups. */
  readonly tax_total: string
  /** BT-112 = BT-109 + BT-110. */
  readonly gross_total: string
  /** BT-113. */
  readonly paid_amount: string
  /** BT-114. */
  readonly rounding_amount: string
  /** BT-115 = BT-112 - BT-113 + BT-114. */
  readonly payable_amount: string
}

export function documentTotals(input: TotalsInput): DocumentTotals {
  const groups = groupsOf(input)
  shareOut(input, groups)
  for (const group of groups) settle(group, input.is_gross)
  return writeTotals(input, groups)
}

function writeTotals(input: TotalsInput, groups: readonly Group[]): DocumentTotals {
  const write = (units: bigint) => fromUnits(units, input.places)
  const lines: LineTotals[] = new Array(input.lines.length)
  const shares: AdjustmentShare[] = []
  const sums = { line: 0n, allowance: 0n, charge: 0n, tax: 0n }
  const written = groups.map((group) => {
    const own = { line: 0n, allowance: 0n, charge: 0n }
    for (const part of group.parts) {
      own[part.kind] += part.net
      const amount = write(part.amount)
      const net = part.net === part.amount ? amount : write(part.net)
      if (part.kind === 'line') lines[part.index] = { amount, net }
      else {
        const { category, tax_percent } = group
        shares.push({ adjustment: part.index, kind: part.kind, category, tax_percent, amount, net })
      }
    }
    sums.line += own.line
    sums.allowance += own.allowance
    sums.charge += own.charge
    sums.tax += group.tax
    return writeGroup(group, own, write)
  })
  shares.sort((a, b) => a.adjustment - b.adjustment)
  const net = sums.line - sums.allowance + sums.charge
  const paid = toUnits(input.paid_amount ?? '0', input.places)
  const rounding = toUnits(input.rounding_amount ?? '0', input.places)
  return {
    lines,
    shares,
    groups: written,
    line_total: write(sums.line),
    allowance_total: write(sums.allowance),
    charge_total: write(sums.charge),
    net_total: write(net),
    tax_total: write(sums.tax),
    gross_total: write(net + sums.tax),
    paid_amount: write(paid),
    rounding_amount: write(rounding),
    payable_amount: write(net + sums.tax - paid + rounding),
  }
}

function writeGroup(
  group: Group,
  own: { readonly line: bigint; readonly allowance: bigint; readonly charge: bigint },
  write: (units: bigint) => string,
): TaxGroup {
  return {
    category: group.category,
    tax_percent: group.tax_percent,
    exemption_codes: [...group.exemptions],
    line_net: write(own.line),
    allowance_net: write(own.allowance),
    charge_net: write(own.charge),
    net: write(group.net),
    tax: write(group.tax),
    gross: write(group.net + group.tax),
  }
}
