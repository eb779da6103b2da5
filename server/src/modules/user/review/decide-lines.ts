/** The reviewer's decisions: keep or withdraw, line by line; what is withdrawn is gone at once (REV-04, REV-05). */
import { isObject, isUuid } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { accessReview } from '#contract/user/access-review.ts'
import { accessReviewLine } from '#contract/user/access-review-line.ts'
import { refuse } from '#contract/user/failures.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { readOne, readRows } from '#server/kit/query/read.ts'
import { withPermissions } from '#server/kit/permissions.ts'
import { decideReviews } from './start-access-review.ts'
import { withdrawGrant } from './withdraw-grant.ts'
import { mustBePerson } from '#server/modules/user/access/another-person.ts'

export const decideRoute: Route = {
  method: 'POST',
  path: '/api/v1/access-reviews/:key/decide/',
  permission: decideReviews,
  summary: 'Decides lines of an access review: keep, or withdraw with a reason, which takes effect at once.',
  run: decide,
}

interface Decision {
  readonly id: string
  readonly decision: 'keep' | 'withdraw'
  readonly comment: string
}

export interface StoredLine {
  readonly id: string
  readonly organization: string
  readonly user: string
  readonly role: string
  readonly kind: string
  readonly grant: string
  readonly decision: string
}

const linesText = `select id, organization_id as organization, user_id as user, role_id as role, kind, basis as "grant",
    decision
  from access_review_line where tenant_id = $1 and review_id = $2 and id = any ($3::uuid[]) order by id for update`

async function decide(ctx: Context, { params, body }: Call): Promise<Answer> {
  mustBePerson(ctx)
  const id = String(params.key).toLowerCase()
  if (!isUuid(id)) throw new Refusal('kit.not_found')
  const review = await readOne(accessReview, id, ctx)
  // Whoever completes the campaign waits for this, and this for him.
  const [locked] = await ctx.rows<{ status: string }>(
    'select status from access_review where tenant_id = $1 and id = $2 for share',
    [ctx.tenantId, id],
  )
  if (locked?.status !== 'open') refuse('user.review_over')
  const decisions = decisionsIn(body)
  const ids = decisions.map((each) => each.id)
  const lines = await ctx.rows<StoredLine>(linesText, [ctx.tenantId, id, ids])
  for (const { id: line, decision, comment } of decisions) {
    const found = lines.find((each) => each.id === line)
    if (found === undefined) throw new Refusal('kit.not_found')
    mustBeReviewer(review, found, ctx)
    if (found.decision !== 'open') refuse('user.line_decided')
    await settle(found, decision, comment, ctx)
  }
  const rows = await readRows(accessReviewLine, ids, ctx)
  return { status: 200, body: { results: await withPermissions(accessReviewLine, rows, ctx) } }
}

function mustBeReviewer(review: Readonly<Record<string, unknown>>, line: StoredLine, ctx: Context): void {
  const me = ctx.identity.userId
  if (line.user === me && (me === review.reviewer || me === review.deputy)) refuse('user.own_review')
  const isDeputys = line.user === review.reviewer
  if (me !== (isDeputys ? review.deputy : review.reviewer)) refuse('user.not_reviewer')
}

/** By the clock, nobody has decided. */
export async function settle(
  line: StoredLine,
  decision: Decision['decision'],
  comment: string,
  ctx: Context,
  by: string | null = ctx.identity.userId,
): Promise<void> {
  await ctx.rows(
    `update access_review_line set decision = $3, comment = $4, decided_by_id = $5, decided_at = $6,
      version = version + 1, updated_at = $6, updated_by = $5 where tenant_id = $1 and id = $2`,
    [ctx.tenantId, line.id, decision, comment, by, ctx.now.toISOString()],
  )
  const fresh = (value: unknown) => ({ old: null, new: value })
  const changes = {
    decision: { old: 'open', new: decision },
    comment: fresh(comment),
    user: fresh(line.user),
    role: fresh(line.role),
    grant: fresh(line.grant),
  }
  const about = {
    record: accessReviewLine.name,
    recordId: line.id,
    label: '',
    organizationId: line.organization,
  }
  writeAudit([{ action: 'REVIEW_DECIDED', ...about, changes }], ctx)
  if (decision === 'withdraw') await withdrawGrant({ ...line, reason: comment }, ctx)
}

const most = 500

function decisionsIn(body: unknown): readonly Decision[] {
  const list: readonly unknown[] = isObject(body) && Array.isArray(body.lines) ? body.lines : []
  if (list.length === 0 || list.length > most) {
    throw invalid('/lines', 'kit.wrong_type', { expected: `a list of 1 to ${most} decisions` })
  }
  return list.map((entry, index) => {
    const { id, decision, comment = '' } = isObject(entry) ? entry : {}
    const isGood =
      typeof id === 'string' &&
      isUuid(id) &&
      typeof comment === 'string' &&
      comment.length <= 1000 &&
      (decision === 'keep' || (decision === 'withdraw' && comment.trim() !== ''))
    if (!isGood) throw invalid(`/lines/${index}`, 'user.decision_unknown')
    return { id: id.toLowerCase(), decision, comment: comment.trim() }
  })
}
