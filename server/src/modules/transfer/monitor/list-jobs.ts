/** All background jobs of a tenant, for who watches over them: imports, exports, letters that wait (JOB-15). */
import {
  type BackgroundJob,
  type JobStatus,
  jobStatuses,
  monitorJobs,
} from '#contract/transfer/background-job.ts'
import { invalid } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { may, organizationsWith } from '#server/kit/rights.ts'

export const jobsPath = '/api/v1/background-jobs/'
const pageSize = 50
const mostPages = 200

/** A letter that arrived is no job any more, and what it says is nobody's business but its reader's. */
const jobs = `with jobs as (
  select j.id, j.job_type as kind, j.status, j.record, j.is_dry_run = 'yes' as is_dry_run,
    null as recipient, j.organization_id as organization, j.created_by as user, j.total_rows, j.done_rows,
    j.failed_rows, null::integer as attempts, coalesce(j.result_log ->> 'error', '') as error,
    j.output_digest is not null as has_output, j.expires_at, j.created_at, j.started_at, j.finished_at
  from data_job j where j.tenant_id = $1 and j.organization_id = any ($2::uuid[])
  union all
  select l.id, 'letter', case l.status when 'waiting' then 'pending' else l.status end, null, false,
    l.recipient, $1, l.user_id, null, null, null, l.attempts, l.last_error, false, null, l.created_at, null, null
  from kontor.letters_under_way() l where $3::boolean)`
const countText = `${jobs} select status, count(*)::integer as count from jobs group by status`
const listText = `${jobs}, shown as (
  select * from jobs where status = any ($4::text[]) order by created_at desc, id desc limit $5 offset $6)
select s.id, s.kind, s.status, s.record, s.is_dry_run, s.recipient, s.organization, o.name as organization_name,
  s.user, u.display_name as user_name, s.total_rows, s.done_rows, s.failed_rows, s.attempts, s.error,
  case when s.kind = 'export' and s.status = 'completed' and s.user = $7 and s.has_output and s.expires_at > $8
    then '/api/v1/data-jobs/' || s.id || '/output/' end as output_url,
  s.created_at, s.started_at, s.finished_at
from shown s
join organization o on o.tenant_id = $1 and o.id = s.organization
left join user_account u on u.tenant_id = $1 and u.id = s.user
order by s.created_at desc, s.id desc`

export async function listJobs(ctx: Context, { query }: Call): Promise<Answer> {
  const statuses = statusesOf(query.status)
  const page = pageOf(query.page)
  const { identity } = ctx
  const among = [
    ctx.tenantId,
    organizationsWith(identity, monitorJobs),
    may(identity, monitorJobs, ctx.tenantId),
  ]
  const window = [statuses, pageSize, (page - 1) * pageSize, identity.userId, ctx.now.toISOString()]
  const [counted, rows] = await Promise.all([
    ctx.rows<{ status: JobStatus; count: number }>(countText, among),
    ctx.rows<Omit<BackgroundJob, '_permissions'>>(listText, [...among, ...window]),
  ])
  const counts = Object.fromEntries(jobStatuses.map((status) => [status, 0]))
  for (const { status, count } of counted) counts[status] = count
  const count = statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0)
  const address = (to: number) =>
    `${jobsPath}?${new URLSearchParams({ status: statuses.join(','), page: String(to) })}`
  const body = {
    count,
    count_is_exact: true,
    next: page * pageSize < count && page < mostPages ? address(page + 1) : null,
    previous: page > 1 ? address(page - 1) : null,
    counts,
    results: rows.map((row) => ({ ...row, _permissions: { moves: movesOf(row) } })),
  }
  return { status: 200, body }
}

/** Imports and exports that did not come to their end go on or begin anew; a letter called off is gone. */
function movesOf({ kind, status }: Pick<BackgroundJob, 'kind' | 'status'>): readonly string[] {
  if (status === 'pending' || status === 'running') return ['cancel']
  return status === 'failed' || (status === 'cancelled' && kind !== 'letter') ? ['retry'] : []
}

/** `status=pending,running`; all of them where none is named. */
function statusesOf(given: unknown): readonly JobStatus[] {
  if (given === undefined || given === '') return jobStatuses
  const named = String(given).split(',')
  const known = jobStatuses.filter((status) => named.includes(status))
  if (known.length === new Set(named).size) return known
  throw invalid('status', 'kit.not_a_choice', { choices: jobStatuses.join(', ') })
}

function pageOf(given: unknown): number {
  if (given === undefined || given === '') return 1
  const page = typeof given === 'string' && /^[1-9]\d{0,2}$/.test(given) ? Number(given) : 0
  if (page >= 1 && page <= mostPages) return page
  throw invalid('page', 'kit.wrong_type', { expected: `a whole number from 1 to ${mostPages}` })
}
