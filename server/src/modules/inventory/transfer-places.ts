/** The places a transfer names stand in the warehouses it leads from and to. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'

interface Place {
  readonly id: string
  readonly name: string
  readonly warehouse: string | null
}

const placesText = `select id, name, warehouse_id as warehouse from stock_location
where tenant_id = $1 and id = any($2::uuid[])`
const warehousesText = `select id, name from warehouse where tenant_id = $1 and id = any($2::uuid[])`

const sides = { from_location: 'from_warehouse', to_location: 'to_warehouse' } as const
const ends = Object.entries(sides)

/** Goods stay within one warehouse only where they change places there. */
export const isWithinWarehouse = ({ values }: Draft) => values.from_warehouse === values.to_warehouse

/** Refuses every place that stands elsewhere, and a line within one warehouse that says no other place, at once. */
export async function checkPlaces(transfers: readonly Draft[], ctx: Context): Promise<void> {
  const lines = transfers.flatMap(({ lines: { lines: own = [] } }) => own)
  const named = lines.flatMap(({ values }) => ends.map(([end]) => values[end])).filter(Boolean)
  const inside = transfers.filter(isWithinWarehouse)
  if (named.length === 0 && inside.length === 0) return
  const warehouses = transfers.flatMap(({ values }) => ends.map(([, side]) => values[side]))
  const [places, names] = await ctx.withWholeTenant(() =>
    Promise.all([
      ctx.rows<Place>(placesText, [ctx.tenantId, named]),
      ctx.rows<{ id: string; name: string }>(warehousesText, [ctx.tenantId, warehouses]),
    ]),
  )
  const placeOf = new Map(places.map((place) => [place.id, place]))
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  const faults: Fault[] = []
  for (const transfer of transfers) {
    for (const [index, { values }] of (transfer.lines.lines ?? []).entries()) {
      const pointer = (end: string) => `/lines/${index}/${end}`
      for (const [end, side] of ends) {
        const place = placeOf.get(String(values[end]))
        const warehouse = nameOf.get(String(transfer.values[side]))
        if (place === undefined || place.warehouse === transfer.values[side]) continue
        const parameters = { place: place.name, warehouse: warehouse ?? '' }
        faults.push({ pointer: pointer(end), code: 'inventory.place_elsewhere', parameters })
      }
      if (isWithinWarehouse(transfer) && !goesElsewhere(values))
        faults.push({ pointer: pointer('to_location'), code: 'inventory.same_place' })
    }
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

const goesElsewhere = ({ from_location: from, to_location: to }: Draft['values']) =>
  Boolean(to) && from !== to
