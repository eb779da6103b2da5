/** How long entries are kept, by record type: ten years unless a tenant says otherwise (RULINGS 25, DOMAIN 22). */
import { invalid } from '#contract/kit/failure.ts'
import { isObject, textIn } from '#contract/kit/field/value.ts'
import { moduleOf } from '#contract/kit/resource.ts'
import { recordPaths } from '#contract/record-names.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'

const standardYears = 10
const longest = 100

/** What a tax office may ask for, or an inspector: never shorter than the standard. */
const keptByLaw = new Set(['sales', 'inventory', 'products', 'organization', 'audit'])

const shortestFor = (record: string): number =>
  keptByLaw.has(moduleOf({ name: record })) ? standardYears : 1

async function readRetention(ctx: Context) {
  const results = await ctx.rows(
    'select record, years from audit_retention where tenant_id = $1 order by record',
    [ctx.tenantId],
  )
  return { status: 200, body: { standard_years: standardYears, results } }
}

async function setRetention(ctx: Context, call: Call) {
  const { record, years } = isObject(call.body) ? call.body : {}
  if (typeof record !== 'string' || !Object.hasOwn(recordPaths, record)) {
    throw invalid('/record', 'audit.unknown_record', { name: textIn(record) })
  }
  const least = shortestFor(record)
  if (!Number.isInteger(years) || Number(years) < least || Number(years) > longest) {
    throw invalid('/years', 'audit.years', { min: least, max: longest })
  }
  const [before] = await ctx.rows<{ years: number }>(
    'select years from audit_retention where tenant_id = $1 and record = $2 for update',
    [ctx.tenantId, record],
  )
  await ctx.rows(
    `insert into audit_retention (tenant_id, record, years, updated_by) values ($1, $2, $3, $4)
    on conflict (tenant_id, record) do update
    set years = excluded.years, updated_at = now(), updated_by = excluded.updated_by`,
    [ctx.tenantId, record, years, ctx.identity.userId],
  )
  const entry = {
    action: 'SETTING_CHANGED',
    record: 'audit.audit_log',
    recordId: null,
    label: `retention of ${record}`,
    organizationId: null,
    changes: { years: { old: before?.years ?? standardYears, new: years } },
  }
  writeAudit([entry], ctx)
  return readRetention(ctx)
}

export const retentionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/audit/retention/',
    permission: 'audit.view_auditlog',
    summary: 'Tells how many years entries are kept, by record type.',
    run: readRetention,
  },
  {
    method: 'PUT',
    path: '/api/v1/audit/retention/',
    permission: 'audit.change_retention',
    summary: 'Sets how many `years` the entries of a `record` type are kept.',
    run: setRetention,
  },
]
