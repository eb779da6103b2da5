/** Numbers that may have gaps, taken so that no two writers wait for each other: orders, deliveries, partners. */
import type { Context } from '#server/kit/context.ts'

export interface NumberSeries {
  /** As in `number_series.kind`. */
  readonly kind: string
  /** Used where the series was not set up: `{year}` is the fiscal year, `{number}` the number. */
  readonly pattern: string
}

/** Whose number and of which business date: a legal entity, or the tenant's root. */
export interface NumberWanted {
  readonly organization: string
  readonly day: string
}

const takeText = `select kontor.loose_numbers($1, $2, $3, $4, $5) as numbers`

/** One number for each that wants one, in their order; one statement for each organization and day. */
export async function takeNumbers(
  series: NumberSeries,
  wanted: readonly NumberWanted[],
  ctx: Context,
): Promise<readonly string[]> {
  const groups = new Map<string, number[]>()
  for (const [index, { organization, day }] of wanted.entries()) {
    const key = `${organization} ${day}`
    groups.set(key, [...(groups.get(key) ?? []), index])
  }
  const numbers: string[] = new Array(wanted.length)
  const taken = [...groups].map(async ([key, indexes]) => {
    const [organization, day] = key.split(' ')
    const values = [organization, series.kind, day, series.pattern, indexes.length]
    const [row] = await ctx.rows<{ numbers: readonly string[] }>(takeText, values)
    for (const [at, index] of indexes.entries()) numbers[index] = row?.numbers[at] ?? ''
  })
  await Promise.all(taken)
  return numbers
}
