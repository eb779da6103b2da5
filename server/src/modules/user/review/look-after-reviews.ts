/** Once a day: starts campaigns that are due, repeats them, reminds, and withdraws what stays undecided (REV-03). */
import { Refusal } from '#contract/kit/failure.ts'
import { accessReview } from '#contract/user/access-review.ts'
import { moveRecords } from '#server/kit/action.ts'
import { type Clock, kontorIn } from '#server/kit/by-clock.ts'
import type { Caller, Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { createRows } from '#server/kit/write/save.ts'
import { settle, type StoredLine } from './decide-lines.ts'
import { tellReviewers } from './review-mail.ts'

const tenantsText = `select distinct tenant_id as id from access_review
  where status in ('draft', 'open') or repeat_months is not null`

const today = `($2::timestamptz at time zone 'UTC')::date`

/** In UTC, as the schedule is. */
const due = {
  start: `select id from access_review where tenant_id = $1 and status = 'draft' and starts_on <= ${today}`,
  repeat: `select id from access_review r where tenant_id = $1 and status in ('open', 'completed')
    and started_at + make_interval(months => repeat_months) <= $2::timestamptz
    and not exists (select from access_review f where f.tenant_id = r.tenant_id and f.follows_id = r.id)`,
  remind: `select id from access_review r where tenant_id = $1 and status = 'open'
    and due_date - remind_days <= ${today}
    and (reminded_at is null or reminded_at < $2::timestamptz - interval '7 days'
      or due_date < ${today} and reminded_at::date <= due_date)
    and exists (select from access_review_line l where l.tenant_id = r.tenant_id and l.review_id = r.id
      and l.decision = 'open')`,
  withdraw: `select id from access_review where tenant_id = $1 and status = 'open' and if_late = 'withdraw'
    and due_date + 7 < ${today}`,
} as const

type Step = keyof typeof due

/** Each campaign in a transaction of its own; gives how much was done. */
export async function lookAfterReviews({ pool, now, asOwner, signal }: Clock): Promise<number> {
  let count = 0
  for (const { id: tenant } of await asOwner<{ id: string }>(tenantsText, [])) {
    const caller = await kontorIn(tenant, asOwner)
    for (const step of Object.keys(due) as Step[]) {
      const list = await asOwner<{ id: string }>(due[step], [tenant, now().toISOString()])
      for (const { id } of list) {
        if (signal.aborted) return count
        if (await isDone(caller, pool, now(), (ctx) => steps[step](id, ctx))) count += 1
      }
    }
  }
  return count
}

/** A campaign that cannot begin yet, for want of a reviewer, is tried again the next day. */
async function isDone(
  caller: Caller,
  pool: Clock['pool'],
  now: Date,
  work: (ctx: Context) => Promise<void>,
): Promise<boolean> {
  try {
    await inContext(pool, caller, now, async (ctx) => {
      await work(ctx)
      await tellEvents(ctx)
    })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

const start = (id: string, ctx: Context) =>
  moveRecords(accessReview, 'start', [{ id, version: null }], {}, ctx)

interface Campaign {
  readonly id: string
  readonly organization: string
  readonly name: string
  readonly reviewer: string
  readonly deputy: string | null
  readonly if_late: string
  readonly due_date: string
  readonly open: number
}

const campaignText = `select id, organization_id as organization, name, reviewer_id as reviewer, deputy_id as deputy,
    if_late, due_date, (select count(*)::integer from access_review_line l
      where l.tenant_id = r.tenant_id and l.review_id = r.id and l.decision = 'open') as open
  from access_review r where tenant_id = $1 and id = $2 for update`

async function campaign(id: string, ctx: Context): Promise<Campaign> {
  const [found] = await ctx.rows<Campaign>(campaignText, [ctx.tenantId, id])
  return found as Campaign
}

/** The same again, as long as it was. */
async function repeat(id: string, ctx: Context): Promise<void> {
  const [old] = await ctx.rows<Record<string, unknown>>(
    `select organization_id as organization, name, reviewer_id as reviewer, deputy_id as deputy, covers,
      role_id as role, user_id as user, only_critical, remind_days, if_late, repeat_months,
      (($3::timestamptz at time zone 'UTC')::date + greatest(due_date - started_at::date, 1))::text as due_date
    from access_review where tenant_id = $1 and id = $2`,
    [ctx.tenantId, id, ctx.now.toISOString()],
  )
  const [draft] = await createRows(accessReview, [old], ctx)
  await ctx.rows('update access_review set follows_id = $3 where tenant_id = $1 and id = $2', [
    ctx.tenantId,
    draft?.id,
    id,
  ])
  await start(draft?.id ?? '', ctx)
}

async function remind(id: string, ctx: Context): Promise<void> {
  const { open, ...values } = await campaign(id, ctx)
  const isLate = values.due_date < ctx.now.toISOString().slice(0, 10)
  await tellReviewers(isLate ? 'late' : 'reminder', { id, values, count: open }, ctx)
  await ctx.rows('update access_review set reminded_at = $3 where tenant_id = $1 and id = $2', [
    ctx.tenantId,
    id,
    ctx.now.toISOString(),
  ])
}

async function withdraw(id: string, ctx: Context): Promise<void> {
  await campaign(id, ctx)
  const lines = await ctx.rows<StoredLine>(
    `select id, organization_id as organization, user_id as user, role_id as role, kind, basis as "grant", decision
    from access_review_line where tenant_id = $1 and review_id = $2 and decision = 'open' order by id for update`,
    [ctx.tenantId, id],
  )
  for (const line of lines) await settle(line, 'withdraw', 'Not decided in time.', ctx, null)
  await moveRecords(accessReview, 'complete', [{ id, version: null }], {}, ctx)
}

const steps: Readonly<Record<Step, (id: string, ctx: Context) => Promise<void>>> = {
  start,
  repeat,
  remind,
  withdraw,
}
