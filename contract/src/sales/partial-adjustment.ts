/** Which part of an order's fixed discount or charge falls to one of its partial invoices (DOMAIN 10). */
import { compare, fixed, larger, quotient, smaller, subtract, sum } from '#contract/kit/decimal.ts'

export interface PartialInput {
  readonly places: number
  /** The discount or charge on the whole order. */
  readonly amount: string
  /** The sum of the order's lines. */
  readonly order_lines: string
  /** Of the invoices before: the sum of their lines, and what they have got of the amount. */
  readonly billed_lines: string
  readonly billed_amount: string
  /** The sum of this invoice's lines. */
  readonly lines: string
  /** Nothing is left to be invoiced after this one, by quantity. */
  readonly is_last: boolean
}

/**
 * In proportion to the lines; the last takes the rest. What is rounded is the amount billed so far, so no
 * share is a cent or more beside its part and the errors never add up.
 */
export function partialAdjustment(input: PartialInput): string {
  const { amount, places, billed_amount: before } = input
  if (input.is_last) return fixed(subtract(amount, before), places)
  if (compare(input.order_lines, '0') === 0) return fixed('0', places)
  const billed = sum([input.billed_lines, input.lines])
  const due = quotient([amount, billed], [input.order_lines], places)
  const [least, most] = [smaller('0', amount), larger('0', amount)]
  return fixed(subtract(smaller(larger(due, least), most), before), places)
}
