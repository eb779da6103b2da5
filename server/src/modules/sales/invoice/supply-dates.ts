/** The first and last day of supply among an invoice's lines: what its head says (BT-72, BG-14). */
import type { Draft } from '#server/kit/served.ts'
import { linesOf, textOf } from '#server/modules/sales/document/draft-values.ts'

export function writeSupplyDates(draft: Draft): void {
  const days = linesOf(draft)
    .flatMap((line) => textOf(line, 'supply_date') ?? [])
    .toSorted()
  const [first] = days
  const last = days.at(-1)
  draft.values.supply_date = first ?? draft.values.invoice_date
  draft.values.supply_end_date = last === first ? null : (last ?? null)
}
