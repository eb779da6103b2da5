/** Sets parts of a payment against open items, never more than is open or was paid (DOMAIN 8). */
import { compare, isZero, larger, smaller, subtract, sum } from '#contract/kit/decimal.ts'
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/sales/failures.ts'
import { cashDiscountOn } from '#contract/sales/payment-terms.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { textOf } from '#server/modules/sales/document/draft-values.ts'
import { lockItems, type SettledItem } from './settle-items.ts'

export interface Allocation {
  readonly draft: Draft
  readonly item: SettledItem
  readonly credit: SettledItem | null
}

/** Of whom, when and in what the payment is. */
export interface Payer {
  readonly id: string
  readonly organization: string
  readonly partner: string
  readonly direction: 'in' | 'out'
  readonly date: string
  /** Null takes the currency of the first item. */
  readonly currency: string | null
}

/** Finds the items of new allocations; what names an invoice is spread over its items by due date. */
export async function resolveAllocations(
  payer: Payer,
  drafts: readonly Draft[],
  ctx: Context,
): Promise<Allocation[]> {
  const named = (field: string) => drafts.flatMap((draft) => textOf(draft, field) ?? [])
  if (drafts.length === 0) return []
  const items = await lockItems(named('invoice'), [...named('open_item'), ...named('credit_item')], ctx)
  const left = new Map(items.map((item) => [item.id, item.open]))
  const faults: Fault[] = []
  const resolved: Allocation[] = []
  for (const [index, draft] of drafts.entries()) {
    const targets = targetsOf(draft, items, payer)
    if (targets.length === 0) {
      const parameters = { record: 'sales.open_item' }
      faults.push({ pointer: `/allocations/${index}/open_item`, code: 'kit.reference_missing', parameters })
      continue
    }
    resolved.push(
      ...spread(draft, targets, left).map((part) => ({ ...part, credit: creditOf(part.draft, items) })),
    )
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  for (const allocation of resolved) mustFit(allocation, payer, left)
  return resolved
}

function targetsOf(draft: Draft, items: readonly SettledItem[], payer: Payer): readonly SettledItem[] {
  const [item, invoice] = [textOf(draft, 'open_item'), textOf(draft, 'invoice')]
  return items.filter(
    (entry) =>
      entry.organization === payer.organization &&
      (item === null
        ? entry.invoice === invoice
        : entry.id === item && (!invoice || entry.invoice === invoice)),
  )
}

function creditOf(draft: Draft, items: readonly SettledItem[]): SettledItem | null {
  const id = textOf(draft, 'credit_item')
  return items.find((item) => item.id === id) ?? null
}

/** The first part stays on the draft, so that it keeps its place; further parts are new rows. */
function spread(draft: Draft, targets: readonly SettledItem[], left: Map<string, string>) {
  const whole = textOf(draft, 'amount') ?? '0'
  const parts: { draft: Draft; item: SettledItem }[] = []
  let rest = whole
  for (const [index, item] of targets.entries()) {
    const open = larger(left.get(item.id) ?? '0', '0')
    const isLast = index === targets.length - 1
    const part = isLast || targets.length === 1 ? rest : smaller(open, rest)
    if (isZero(part) && !(isLast && parts.length === 0)) continue
    const own = parts.length === 0 ? draft : { ...draft, id: newId(), values: { ...draft.values } }
    Object.assign(own.values, { open_item: item.id, invoice: item.invoice, amount: part })
    parts.push({ draft: own, item })
    left.set(item.id, subtract(left.get(item.id) ?? '0', part))
    const credit = textOf(draft, 'credit_item')
    if (credit !== null) left.set(credit, subtract(left.get(credit) ?? '0', part))
    rest = subtract(rest, part)
    if (isZero(rest)) break
  }
  return parts
}

function mustFit({ draft, item, credit }: Allocation, payer: Payer, left: ReadonlyMap<string, string>): void {
  const kind = textOf(draft, 'kind')
  const amount = textOf(draft, 'amount') ?? '0'
  const isCredit = kind === 'credit_note'
  const allowed = item.direction === 'payable' ? ['refund'] : receivableKinds
  const sign = kind === 'charge' ? -1 : 1
  const isWrong =
    !allowed.includes(kind ?? '') ||
    compare(amount, '0') !== sign ||
    isCredit !== (credit !== null) ||
    (credit !== null && credit.direction !== 'payable') ||
    (kind === 'refund') !== (payer.direction === 'out')
  if (isWrong) {
    throw invalid('/allocations', 'sales.wrong_allocation')
  }
  for (const part of credit === null ? [item] : [item, credit]) {
    const invoice = part.number
    if (part.partner !== payer.partner) refuse('sales.other_payer', { invoice })
    if (part.currency !== (payer.currency ?? item.currency)) refuse('sales.other_currency', { invoice })
    const open = left.get(part.id) ?? '0'
    if (compare(open, '0') < 0)
      refuse('sales.over_allocated', { invoice, open: part.open, wanted: subtract(part.open, open) })
  }
  if (kind === 'cash_discount') mustEarnDiscount(draft, item, payer.date)
}

const receivableKinds = ['payment', 'cash_discount', 'write_off', 'charge', 'credit_note']

function mustEarnDiscount(draft: Draft, item: SettledItem, date: string): void {
  const { number: invoice, discount_taken } = item
  const step = cashDiscountOn(item, date) ?? refuse('sales.discount_too_late', { invoice, date })
  const most = subtract(step.amount, discount_taken)
  if (compare(textOf(draft, 'amount') ?? '0', most) > 0) refuse('sales.discount_too_great', { invoice, most })
}

/** Money that moved; the other kinds settle without any. */
const moneyKinds = new Set<unknown>(['payment', 'refund'])

export function mustNotExceed(amount: string, before: string, allocations: readonly Allocation[]): void {
  const money = allocations.filter(({ draft }) => moneyKinds.has(draft.values.kind))
  const allocated = sum([before, ...money.map(({ draft }) => textOf(draft, 'amount') ?? '0')])
  if (compare(allocated, amount) > 0) refuse('sales.payment_exceeded', { amount, allocated })
}
