/** When how much of an invoice is due, and what paying early saves (DOMAIN 8). */
import type { Instalment } from '#contract/contact/payment-term.ts'
import { addDays, compareDates, daysBetween } from '#contract/kit/dates.ts'
import { compare, fixed, isZero, quotient, subtract, sum } from '#contract/kit/decimal.ts'
import type { Fault } from '#contract/kit/failure.ts'
import { split } from '#contract/kit/split.ts'

type Step = NonNullable<Instalment['discounts']>[number]

export interface CashDiscount {
  /** The last day on which it may be taken. */
  readonly until: string
  readonly percent: string
  readonly amount: string
  /** What settles the instalment until then. */
  readonly payable: string
}

/** One open item of an invoice. */
export interface DueInstalment {
  readonly number: number
  readonly amount: string
  readonly due_date: string
  /** Earliest first. */
  readonly discounts: readonly CashDiscount[]
}

/** Splits the amount to pay over the instalments; days count from the invoice's date. */
export function dueInstalments(
  instalments: readonly Instalment[],
  invoice: { readonly date: string; readonly payable_amount: string; readonly places: number },
): DueInstalment[] {
  const { date, places } = invoice
  const percents = instalments.map((instalment) => instalment.percent)
  const amounts = split(invoice.payable_amount, percents, places)
  return instalments.map((instalment, index) => {
    const amount = amounts[index] ?? '0'
    return {
      number: index + 1,
      amount,
      due_date: addDays(date, instalment.net_days),
      discounts: (instalment.discounts ?? [])
        .map((step) => cashDiscount(step, amount, date, places))
        .toSorted((one, other) => compareDates(one.until, other.until)),
    }
  })
}

function cashDiscount(step: Step, whole: string, date: string, places: number): CashDiscount {
  const amount = fixed(quotient([whole, step.percent], ['100'], places), places)
  const payable = fixed(subtract(whole, amount), places)
  return { until: addDays(date, step.days), percent: step.percent, amount, payable }
}

/** The cash discount that a payment of this value date earns; the days are inclusive. */
export function cashDiscountOn(item: Pick<DueInstalment, 'discounts'>, date: string): CashDiscount | null {
  return item.discounts.find(({ until }) => compareDates(date, until) <= 0) ?? null
}

/** Days past the due date, by the legal entity's business date; 0 while nothing is late or open. */
export function daysOverdue(item: { due_date: string; open_amount: string }, today: string): number {
  return isZero(item.open_amount) ? 0 : Math.max(0, daysBetween(item.due_date, today))
}

export function isOverdue(item: { due_date: string; open_amount: string }, today: string): boolean {
  return daysOverdue(item, today) > 0
}

/** What is wrong with payment terms, at the field where it stands; empty when they are right. */
export function paymentTermFaults(instalments: readonly Instalment[], pointer = '/instalments'): Fault[] {
  const faults: Fault[] = []
  const percent = sum(instalments.map((instalment) => instalment.percent))
  if (compare(percent, '100') !== 0) {
    faults.push({ pointer, code: 'contact.instalments_not_whole', parameters: { percent } })
  }
  for (const [index, instalment] of instalments.entries()) {
    const at = `${pointer}/${index}`
    if (compare(instalment.percent, '0') <= 0) {
      faults.push({ pointer: `${at}/percent`, code: 'kit.too_small', parameters: { min: 0.01 } })
    }
    if (!isDayCount(instalment.net_days)) {
      faults.push({ pointer: `${at}/net_days`, code: 'kit.too_small', parameters: { min: 0 } })
    }
    faults.push(...stepFaults(instalment, `${at}/discounts`))
  }
  return faults
}

/** Later steps give less, or nobody would pay by the earlier one. */
function stepFaults({ discounts: steps = [], net_days }: Instalment, pointer: string): Fault[] {
  const faults: Fault[] = []
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1]
    const isInOrder = !before || (step.days > before.days && compare(step.percent, before.percent) < 0)
    const isPossible = compare(step.percent, '0') > 0 && compare(step.percent, '100') < 0
    if (!isInOrder || !isPossible || !isDayCount(step.days) || step.days > net_days) {
      faults.push({ pointer: `${pointer}/${index}`, code: 'contact.cash_discount_steps' })
    }
  }
  return faults
}

function isDayCount(days: number): boolean {
  return Number.isInteger(days) && days >= 0
}
