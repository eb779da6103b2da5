/** The export of a finished campaign: written once, with its digest in the audit chain, and checked against both. */
import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { accessReview } from '#contract/user/access-review.ts'
import { refuse } from '#contract/user/failures.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Handled, Route } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { readOne } from '#server/kit/query/read.ts'
import type { ReviewScope } from './review-lines.ts'

const path = '/api/v1/access-reviews/:key/export/'

export const exportRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    permission: 'user.view_accessreview',
    mode: 'write', // who takes it is written to the audit trail
    summary: 'Sends the export of a completed access review, byte for byte as it was written.',
    run: sendExport,
  },
  {
    method: 'GET',
    path: `${path}check/`,
    permission: 'user.view_accessreview',
    summary: 'Checks the export of a completed access review against its digest and the audit trail.',
    run: checkExport,
  },
]

const linesText = `select l.id, u.username, u.display_name, r.code as role, o.code as organization, l.kind,
    l.basis, l.ends_at, l.reason, l.conflicts, l.decision, l.comment, d.username as decided_by, l.decided_at
  from access_review_line l
  join user_account u on u.tenant_id = l.tenant_id and u.id = l.user_id
  join role r on r.id = l.role_id
  join organization o on o.tenant_id = l.tenant_id and o.id = l.organization_id
  left join user_account d on d.tenant_id = l.tenant_id and d.id = l.decided_by_id
  where l.tenant_id = $1 and l.review_id = $2 order by u.username_lower, l.id`

export async function keepExport({ id, values, organizationId }: ReviewScope, ctx: Context) {
  const [lines, [names]] = await Promise.all([
    ctx.rows<{ decision: string }>(linesText, [ctx.tenantId, id]),
    ctx.rows<object>(
      `select o.code as organization, r.username as reviewer, d.username as deputy
      from organization o
      left join user_account r on r.tenant_id = o.tenant_id and r.id = $3
      left join user_account d on d.tenant_id = o.tenant_id and d.id = $4
      where o.tenant_id = $1 and o.id = $2`,
      [ctx.tenantId, organizationId, values.reviewer, values.deputy ?? null],
    ),
  ])
  const { name, due_date, started_at, completed_at } = values
  const review = {
    id,
    name,
    ...names,
    due_date,
    started_at,
    completed_at,
    completed_by: ctx.identity.userName,
  }
  const said = { format: 'access_recert_export 1', tenant: ctx.tenantId, review, lines }
  const content = Buffer.from(`${JSON.stringify(said, null, 1)}\n`)
  const digest = createHash('sha256').update(content).digest()
  const fileName = `access_recert_export-${String(completed_at).slice(0, 10)}-${id}.json`
  await ctx.rows(
    `insert into access_recert_export (tenant_id, organization_id, review_id, file_name, content, sha256, made_at,
      made_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [ctx.tenantId, organizationId, id, fileName, content, digest, ctx.now.toISOString(), ctx.identity.userId],
  )
  const withdrawn = lines.filter(({ decision }) => decision === 'withdraw').length
  return { fileName, digest: digest.toString('hex'), lines: lines.length, withdrawn }
}

interface Kept {
  readonly file_name: string
  readonly content: Buffer
  readonly sha256: Buffer
  readonly made_at: string
  readonly organization_id: string
}

async function keptOf(key: string | undefined, ctx: Context): Promise<Kept & { id: string }> {
  const id = String(key).toLowerCase()
  if (!isUuid(id)) throw new Refusal('kit.not_found')
  await readOne(accessReview, id, ctx)
  const [kept] = await ctx.rows<Kept>(
    `select file_name, content, sha256, made_at, organization_id from access_recert_export
    where tenant_id = $1 and review_id = $2`,
    [ctx.tenantId, id],
  )
  return kept === undefined ? refuse('user.export_missing') : { ...kept, id }
}

async function sendExport(ctx: Context, { params }: Call, reply: FastifyReply): Promise<Handled> {
  const {
    id,
    file_name: fileName,
    content,
    sha256,
    organization_id: organizationId,
  } = await keptOf(params.key, ctx)
  const changes = { sha256: { old: null, new: sha256.toString('hex') } }
  const about = { record: accessReview.name, recordId: id, label: fileName, organizationId }
  writeAudit([{ action: 'EXPORT', ...about, changes }], ctx)
  ctx.afterCommit(() => {
    void reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .header('repr-digest', `sha-256=:${sha256.toString('base64')}:`)
      .send(content)
  })
  return { handled: true }
}

async function checkExport(ctx: Context, { params }: Call): Promise<Answer> {
  const { id, file_name, content, sha256, made_at } = await keptOf(params.key, ctx)
  const digest = createHash('sha256').update(content).digest('hex')
  const [entry] = await ctx.rows<{ id: string; sequence: string; digest: string }>(
    `select id, sequence, changes #>> '{sha256,new}' as digest from audit_log
    where tenant_id = $1 and record = $2 and record_id = $3 and action = 'REVIEW_CLOSED'
    order by sequence desc limit 1`,
    [ctx.tenantId, accessReview.name, id],
  )
  const body = {
    file_name,
    made_at,
    sha256: digest,
    is_intact: digest === sha256.toString('hex') && digest === entry?.digest,
    audit_entry: entry?.id ?? null,
  }
  return { status: 200, body }
}
