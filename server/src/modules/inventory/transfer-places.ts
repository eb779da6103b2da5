/** The places a transfer names stand in the warehouses it leads from and to. */
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { placesElsewhere } from './places-stand.ts'

const sides = { from_location: 'from_warehouse', to_location: 'to_warehouse' } as const

/** Goods stay within one warehouse only where they change places there. */
export const isWithinWarehouse = ({ values }: Draft) => values.from_warehouse === values.to_warehouse

/** Refuses every place that stands elsewhere, and a line within one warehouse that says no other place, at once. */
export async function checkPlaces(transfers: readonly Draft[], ctx: Context): Promise<void> {
  const faults = await placesElsewhere(transfers, sides, ctx)
  for (const transfer of transfers.filter(isWithinWarehouse)) {
    for (const [index, { values }] of (transfer.lines.lines ?? []).entries()) {
      if (goesElsewhere(values)) continue
      faults.push({ pointer: `/lines/${index}/to_location`, code: 'inventory.same_place' })
    }
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

const goesElsewhere = ({ from_location: from, to_location: to }: Draft['values']) =>
  Boolean(to) && from !== to
