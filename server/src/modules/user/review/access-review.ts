/** Campaigns of access reviews: what they count, and what their dates must be. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { accessReview } from '#contract/user/access-review.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'

const counted = (condition: string) => `(select count(*)::integer from access_review_line l
  where l.tenant_id = t.tenant_id and l.review_id = t.id${condition})`

export const accessReviews = serve(accessReview, {
  beforeSave: checkReviews,
  expressions: {
    line_count: counted(''),
    open_count: counted(` and l.decision = 'open'`),
    withdrawn_count: counted(` and l.decision = 'withdraw'`),
  },
})

async function checkReviews(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const today = ctx.now.toISOString().slice(0, 10)
  const faults = drafts.flatMap(({ values, sent }): Fault[] => {
    const { due_date: due, starts_on: start, reviewer, deputy } = values
    const found: Fault[] = []
    if (sent.has('due_date') && String(due) < today)
      found.push({ pointer: '/due_date', code: 'user.period_over' })
    if (start && String(start) > String(due))
      found.push({ pointer: '/starts_on', code: 'user.starts_after_due' })
    if (deputy && deputy === reviewer) found.push({ pointer: '/deputy', code: 'user.deputy_same' })
    return found
  })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}
