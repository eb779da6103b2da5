/** Closes a campaign once all is decided, and keeps what was decided as a file that nothing changes (REV-06). */
import { accessReview } from '#contract/user/access-review.ts'
import { refuse } from '#contract/user/failures.ts'
import { action } from '#server/kit/action.ts'
import { writeAudit } from '#server/kit/audit.ts'
import { keepExport } from './review-export.ts'

export const completeAccessReview = action(accessReview, 'complete', async (documents, ctx) => {
  for (const { id, values, organizationId } of documents) {
    values.completed_at = ctx.now.toISOString()
    await ctx.withWholeTenant(async () => {
      const [left] = await ctx.rows<{ count: number }>(
        `select count(*) as count from access_review_line
        where tenant_id = $1 and review_id = $2 and decision = 'open'`,
        [ctx.tenantId, id],
      )
      if (Number(left?.count) > 0) refuse('user.review_open', { count: Number(left?.count) })
      const kept = await keepExport({ id, values, organizationId }, ctx)
      const fresh = (value: unknown) => ({ old: null, new: value })
      const changes = {
        file_name: fresh(kept.fileName),
        sha256: fresh(kept.digest),
        lines: fresh(kept.lines),
        withdrawn: fresh(kept.withdrawn),
      }
      const about = { record: accessReview.name, recordId: id, label: String(values.name), organizationId }
      writeAudit([{ action: 'REVIEW_CLOSED', ...about, changes }], ctx)
    })
  }
})
