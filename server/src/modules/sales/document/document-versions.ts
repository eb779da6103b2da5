/** Earlier versions of quotations and orders: kept when a new one begins, readable for ever (RULINGS 17). */
import { Refusal } from '#contract/kit/failure.ts'
import { permissionOf, type Resource, tableOf } from '#contract/kit/resource.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route, Routes } from '#server/kit/http/route.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne, readRows } from '#server/kit/query/read.ts'

const keepText = `insert into document_version (tenant_id, organization_id, record, record_id, revision, content)
select $1, r.organization, $2, r.id, r.revision, r.content
from jsonb_to_recordset($3::jsonb) as r(organization uuid, id uuid, revision integer, content jsonb)`

/** Keeps the documents as they can be read now; call before anything of them is changed. */
export async function keepVersions(record: Resource, ids: readonly string[], ctx: Context): Promise<void> {
  const rows = await readRows(record, ids, ctx)
  const kept = rows.map((row) => ({
    organization: row.organization,
    id: row.id,
    revision: row.revision,
    content: row,
  }))
  await ctx.rows(keepText, [ctx.tenantId, record.name, JSON.stringify(kept)])
}

interface Version {
  readonly revision: number
  readonly created_at: string
  readonly created_by: string | null
  readonly created_by_name: string | null
}

const listText = `select v.revision, v.created_at, v.created_by,
  (select u.display_name from user_account u where u.tenant_id = $1 and u.id = v.created_by) as created_by_name
from document_version v where v.tenant_id = $1 and v.record_id = $2 order by v.revision desc`
const oneText = `select content from document_version
where tenant_id = $1 and record_id = $2 and revision = $3`

/** `…/versions/` and `…/versions/<revision>/` of a document. */
export function versionRoutes(record: Resource): Routes {
  const path = `${listPath(record.name as RecordName)}:key/versions/`
  const permission = permissionOf(record, 'view')
  const one = tableOf(record).replaceAll('_', ' ')
  const list: Route = {
    method: 'GET',
    path,
    permission,
    summary: `Lists the earlier versions of a ${one}.`,
    run: async (ctx, call) => {
      const id = await visibleId(record, call, ctx)
      return { status: 200, body: { results: await ctx.rows<Version>(listText, [ctx.tenantId, id]) } }
    },
  }
  const read: Route = {
    method: 'GET',
    path: `${path}:revision/`,
    permission,
    summary: `Reads an earlier version of a ${one}.`,
    run: async (ctx, call) => {
      const id = await visibleId(record, call, ctx)
      const revision = /^\d{1,6}$/.test(call.params.revision ?? '') ? Number(call.params.revision) : 0
      const [row] = await ctx.rows<{ content: unknown }>(oneText, [ctx.tenantId, id, revision])
      if (row === undefined) throw new Refusal('kit.not_found')
      return { status: 200, body: row.content }
    },
  }
  return [list, read]
}

async function visibleId(record: Resource, call: Call, ctx: Context): Promise<string> {
  const id = await resolveKey(record, call.params.key ?? '', ctx)
  await readOne(record, id, ctx)
  return id
}
