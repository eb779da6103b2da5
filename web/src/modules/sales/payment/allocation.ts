/** How a payment is spread over open items: suggested by due date, changed by ticking. */
import { compare, isPositive, smaller, subtract, sum } from '#contract/kit/decimal.ts'
import { type CashDiscount, cashDiscountOn } from '#contract/sales/payment-terms.ts'

export interface OpenItem {
  readonly id: string
  readonly invoice: string
  readonly invoice_name: string
  readonly instalment: number
  readonly due_date: string
  readonly amount: string
  readonly open_amount: string
  readonly currency_name: string
  readonly is_overdue: boolean
  readonly discounts: readonly CashDiscount[]
}

export interface Share {
  /** What the payment itself settles. */
  readonly amount: string
  /** What is let off for paying early. */
  readonly discount: string
}

export type Shares = Readonly<Record<string, Share>>

/** The cash discount an item still earns on a day: nothing once a part was paid or the day has passed. */
export function discountOf(item: OpenItem, day: string | null): string {
  const step = day === null ? null : cashDiscountOn(item, day)
  return step !== null && compare(item.amount, item.open_amount) === 0 ? step.amount : '0'
}

/** All of an item, as far as the money goes; a discount only where it pays the item in full. */
export function shareOf(item: OpenItem, money: string, day: string | null): Share | null {
  if (!isPositive(money)) return null
  const discount = discountOf(item, day)
  const due = subtract(item.open_amount, discount)
  if (isPositive(discount) && compare(money, due) >= 0) return { amount: due, discount }
  return { amount: smaller(money, item.open_amount), discount: '0' }
}

/** The amount over the items in their order; what names the wanted invoice comes first. */
export function suggest(
  amount: string,
  items: readonly OpenItem[],
  day: string | null,
  wanted: string | null = null,
): Shares {
  const order = items.toSorted(
    (one, other) =>
      Number(other.invoice === wanted) - Number(one.invoice === wanted) ||
      one.due_date.localeCompare(other.due_date),
  )
  const shares: Record<string, Share> = {}
  let rest = amount
  for (const item of order) {
    const share = shareOf(item, rest, day)
    if (share === null) break
    shares[item.id] = share
    rest = subtract(rest, share.amount)
  }
  return shares
}

export function spent(shares: Shares): string {
  return sum(Object.values(shares).map(({ amount }) => amount))
}

/** As the API takes them. */
export function allocationsOf(shares: Shares): object[] {
  return Object.entries(shares).flatMap(([open_item, { amount, discount }]) => [
    ...(isPositive(amount) ? [{ open_item, kind: 'payment', amount }] : []),
    ...(isPositive(discount) ? [{ open_item, kind: 'cash_discount', amount: discount }] : []),
  ])
}
