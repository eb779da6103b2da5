/** Begins a campaign: notes what is to be reviewed, and makes sure that its reviewer can decide all of it. */
import { accessReview } from '#contract/user/access-review.ts'
import { refuse } from '#contract/user/failures.ts'
import { action } from '#server/kit/action.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { reachOf } from '#server/kit/rights.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import { findLines, type FoundLine, keepLines } from './review-lines.ts'
import { tellReviewers } from './review-mail.ts'

export const decideReviews = 'user.decide_accessreview'

export const startAccessReview = action(accessReview, 'start', async (documents, ctx) => {
  for (const { id, values, organizationId } of documents) {
    const { reviewer, deputy } = values
    await ctx.withWholeTenant(async () => {
      const lines = await findLines({ id, values, organizationId }, ctx)
      if (lines.length === 0) refuse('user.review_empty')
      const own = lines.filter((line) => line.user_id === reviewer)
      if (own.length > 0 && !deputy) refuse('user.deputy_missing')
      await mustDecide(reviewer, lines, ctx)
      if (own.length > 0) await mustDecide(deputy, own, ctx)
      await keepLines(id, lines, ctx)
      values.started_at = ctx.now.toISOString()
      await tellReviewers('started', { id, values, count: lines.length }, ctx)
      const changes = { lines: { old: null, new: lines.length }, reviewer: { old: null, new: reviewer } }
      const about = { record: accessReview.name, recordId: id, label: String(values.name), organizationId }
      writeAudit([{ action: 'REVIEW_STARTED', ...about, changes }], ctx)
    })
  }
})

async function mustDecide(user: unknown, lines: readonly FoundLine[], ctx: Context): Promise<void> {
  const [row] = await ctx.rows<{ identity: StoredIdentity | null; name: string }>(
    `select kontor.identity_of_colleague(id, $3) as identity, display_name as name from user_account
    where tenant_id = $1 and id = $2`,
    [ctx.tenantId, user, ctx.now.toISOString()],
  )
  const reach = row?.identity ? reachOf(identityFrom(row.identity), decideReviews).whole : new Set<string>()
  if (lines.every((line) => reach.has(line.organization_id))) return
  refuse('user.reviewer_lacks', { name: row?.name ?? '' })
}
