/** Which changes the lines of a confirmed order can bear, and what they then need of the stock. */
import { compare, isPositive, larger, subtract } from '#contract/kit/decimal.ts'
import type { Fault } from '#contract/kit/failure.ts'
import type { Draft } from '#server/kit/served.ts'
import { hasChanged, linesOf, numberOf } from '#server/modules/sales/document/draft-values.ts'
import { nothingYet, type OrderedLine } from './order-quantities.ts'
import { isReserved, type Wanted } from './reserve-orders.ts'

type Quantities = ReadonlyMap<string, OrderedLine>

/** The stored order and the same as it is to be. */
export interface Amendment {
  readonly before: Draft
  readonly after: Draft
}

/** A line keeps its product, lot and supply, for the stock it holds is that of these. */
export function faultsOfKept({ after }: Amendment): Fault[] {
  return linesOf(after).flatMap((line, index) =>
    line.before !== null && hasChanged(line, ['product', 'supply', 'lot'])
      ? [{ pointer: `/lines/${index}`, code: 'sales.amend_product' }]
      : [],
  )
}

const removedFrom = ({ before, after }: Amendment): readonly Draft[] => {
  const kept = new Set(linesOf(after).map(({ id }) => id))
  return linesOf(before).filter(({ id }) => !kept.has(id))
}

/** Nothing falls below what deliveries and invoices have taken; call once base quantities are known. */
export function faultsOfQuantities(amendment: Amendment, quantities: Quantities): Fault[] {
  const lines = linesOf(amendment.after).map((line, index) => ({
    line,
    pointer: `/lines/${index}/quantity`,
    quantity: numberOf(line, 'base_quantity'),
  }))
  const removed = removedFrom(amendment).map((line) => ({ line, pointer: '/lines', quantity: '0' }))
  return [...lines, ...removed].flatMap(({ line, pointer, quantity }) => {
    const { claimed, invoiced } = quantities.get(line.id) ?? nothingYet
    const least = larger(claimed, invoiced)
    if (!isPositive(least) || compare(quantity, least) >= 0) return []
    return [{ pointer, code: 'sales.amend_below', parameters: { quantity: least } }]
  })
}

/** What is still to be supplied of each line; removed lines need nothing any more. */
export function wantedAfter(amendment: Amendment, quantities: Quantities): Wanted[] {
  const { after: order } = amendment
  const lines = linesOf(order)
    .filter(isReserved)
    .map((line) => {
      const delivered = quantities.get(line.id)?.delivered ?? '0'
      return { order, line, quantity: subtract(numberOf(line, 'base_quantity'), delivered) }
    })
  const removed = removedFrom(amendment).filter(isReserved)
  return [...lines, ...removed.map((line) => ({ order, line, quantity: '0' }))]
}

/** A removed line that a cancelled delivery or a draft still names stays, with nothing on it. */
export function emptiedLines(amendment: Amendment, quantities: Quantities): Draft[] {
  const named = removedFrom(amendment).filter(({ id }) => quantities.get(id)?.is_linked)
  return named.map((line) => {
    const nothing = { quantity: '0', base_quantity: '0', net_amount: '0' }
    return { ...line, values: { ...line.values, ...nothing } }
  })
}
