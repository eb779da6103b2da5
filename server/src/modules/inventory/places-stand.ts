/** The places that lines of a document name stand in the warehouse its head names. */
import type { Fault } from '#contract/kit/failure.ts'
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

/** A fault for each place that stands elsewhere; `sides` says by a line's field which of the head it belongs to. */
export async function placesElsewhere(
  documents: readonly Draft[],
  sides: Readonly<Record<string, string>>,
  ctx: Context,
): Promise<Fault[]> {
  const ends = Object.entries(sides)
  const lines = documents.flatMap(({ lines: { lines: own = [] } }) => own)
  const named = lines.flatMap(({ values }) => ends.map(([end]) => values[end])).filter(Boolean)
  if (named.length === 0) return []
  const warehouses = documents.flatMap(({ values }) => ends.map(([, side]) => values[side]))
  const [places, names] = await ctx.withWholeTenant(() =>
    Promise.all([
      ctx.rows<Place>(placesText, [ctx.tenantId, named]),
      ctx.rows<{ id: string; name: string }>(warehousesText, [ctx.tenantId, warehouses]),
    ]),
  )
  const placeOf = new Map(places.map((place) => [place.id, place]))
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return documents.flatMap((document) =>
    (document.lines.lines ?? []).flatMap(({ values }, index) =>
      ends.flatMap(([end, side]): Fault[] => {
        const place = placeOf.get(String(values[end]))
        if (place === undefined || place.warehouse === document.values[side]) return []
        const warehouse = nameOf.get(String(document.values[side])) ?? ''
        const parameters = { place: place.name, warehouse }
        return [{ pointer: `/lines/${index}/${end}`, code: 'inventory.place_elsewhere', parameters }]
      }),
    ),
  )
}
