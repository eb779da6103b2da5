/** Partners: the next free number where none is given, one primary address of each kind. */
import { partner } from '#contract/contact/partner.ts'
import { dateIn } from '#contract/kit/dates.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { takeNumbers } from '#server/modules/common/public.ts'
import { keepOnePrimary } from './single-primary.ts'

export const partners = serve(partner, { beforeSave: completePartners })

const series = { kind: 'partner', pattern: 'P{number}' }

async function completePartners(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const draft of drafts) {
    keepOnePrimary(draft, 'addresses', (line) => String(line.values.kind))
    if (draft.before !== null && draft.before.vat_id !== draft.values.vat_id) {
      draft.values.vat_id_valid = false
    }
  }
  await numberPartners(
    drafts.filter((draft) => draft.values.number === ''),
    ctx,
  )
}

const takenText = `select number_lower from partner where tenant_id = $1 and number_lower = any($2::text[])`

/** An import may have brought numbers that the series has not reached yet: those are passed over. */
async function numberPartners(drafts: readonly Draft[], ctx: Context): Promise<void> {
  let waiting = drafts
  while (waiting.length > 0) {
    const wanted = waiting.map(() => ({ organization: ctx.tenantId, day: dateIn('UTC', ctx.now) }))
    const numbers = await takeNumbers(series, wanted, ctx)
    const found = await ctx.rows<{ number_lower: string }>(takenText, [
      ctx.tenantId,
      numbers.map((number) => number.toLowerCase()),
    ])
    const taken = new Set(found.map((row) => row.number_lower))
    for (const [index, draft] of waiting.entries()) draft.values.number = numbers[index]
    waiting = waiting.filter((draft) => taken.has(String(draft.values.number).toLowerCase()))
  }
}
