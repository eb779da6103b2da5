/** Gives new quotations, orders and deliveries their numbers; gaps are no harm there. */
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { type NumberSeries, takeNumbers } from '#server/modules/common/public.ts'
import { businessDayOf, stateLegalEntity } from './business-day.ts'
import { textOf } from './draft-values.ts'

export async function numberDocuments(
  drafts: readonly Draft[],
  series: NumberSeries,
  dayField: string,
  ctx: Context,
): Promise<void> {
  const unnumbered = drafts.filter((draft) => textOf(draft, 'number') === null)
  const wanted = unnumbered.map((draft) => {
    const organization = draft.organizationId ?? ''
    const day = textOf(draft, dayField) ?? businessDayOf(organization, ctx)
    return { organization: stateLegalEntity(draft, ctx) ?? organization, day }
  })
  if (wanted.length === 0) return
  const numbers = await takeNumbers(series, wanted, ctx)
  for (const [index, draft] of unnumbered.entries()) draft.values.number = numbers[index]
}
