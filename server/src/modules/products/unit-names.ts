/** Says of shown rows in which units their products are counted, where their definition asks for it. */
import { unit } from '#contract/common/unit.ts'
import type { Context } from '#server/kit/context.ts'
import { displayOf } from '#server/kit/query/display.ts'
import type { Group } from '#server/kit/query/labels.ts'

const names = ['base_unit_name', 'second_unit_name'] as const

interface Units {
  readonly id: string
  readonly base_unit_name: string
  readonly second_unit_name: string | null
}

const unitsText = () => `select p.id, ${displayOf(unit, 'base', '$3')} as base_unit_name,
  case when second.id is not null then ${displayOf(unit, 'second', '$3')} end as second_unit_name
from product p
join unit base on base.id = p.base_unit_id
left join unit second on second.id = p.second_unit_id
where p.tenant_id = $1 and p.id = any($2::uuid[])`

/** How the units of products are called in the reader's language, by the product's id. */
export async function unitNamesOf(products: readonly unknown[], ctx: Context): Promise<Map<unknown, Units>> {
  const found = await ctx.rows<Units>(unitsText(), [ctx.tenantId, [...new Set(products)], ctx.language])
  return new Map(found.map((row) => [row.id, row]))
}

export async function addUnitNames(groups: readonly Group[], ctx: Context): Promise<void> {
  const asking = groups.filter(({ record }) => names.some((name) => record.fields[name]?.kind === 'computed'))
  const rows = asking.flatMap((group) => group.rows) as Record<string, unknown>[]
  if (rows.length === 0) return
  const units = await unitNamesOf(
    rows.map(({ product }) => product),
    ctx,
  )
  for (const { record, rows: shown } of asking) {
    const wanted = names.filter((name) => name in record.fields)
    for (const row of shown as Record<string, unknown>[]) {
      for (const name of wanted) row[name] = units.get(row.product)?.[name] ?? null
    }
  }
}
