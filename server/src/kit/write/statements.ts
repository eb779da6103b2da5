/** The set-based statements by which rows of a record are inserted, updated and deleted. */
import type { Resource } from '#contract/kit/resource.ts'
import { tableOf } from '#contract/kit/resource.ts'
import type { Context, Shown } from '#server/kit/context.ts'
import { fieldsOfKind, linkedColumn, standing, storedFields } from '#server/kit/field/stored.ts'
import { quote } from '#server/kit/query/display.ts'
import { ownColumns } from '#server/kit/query/select.ts'
import type { Draft } from '#server/kit/served.ts'

interface Statements {
  readonly insert: string
  readonly update: string
  /** Added to either where the written rows are wanted back. */
  readonly returning: string
}

/** The rows a write gave back, by id, as the API shows them. */
export type Returned = Map<string, Shown>

const cache = new WeakMap<Resource, Statements>()

/** One statement inserts or updates any number of rows, given as one JSON array. */
function statementsFor(record: Resource): Statements {
  const known = cache.get(record)
  if (known !== undefined) return known
  const table = quote(tableOf(record))
  const { hasTenant, hasOrganization } = standing(record)
  const fields = storedFields(record).filter(({ field }) => !field.secret)
  const own = fields.map(({ column }) => quote(column))
  const shape = fields.map(({ column, type }) => `${quote(column)} ${type}`)
  const lead = ['id', ...(hasOrganization ? ['organization_id'] : [])]
  const columns = [
    ...lead,
    ...own,
    ...(hasTenant ? ['tenant_id'] : []),
    'created_by',
    'updated_by',
    'created_at',
    'updated_at',
  ]
  const sources = [...lead, ...own].map((column) => `r.${column}`)
  const stamps = [
    ...(hasTenant ? ['$2::uuid'] : []),
    '$3::uuid',
    '$3::uuid',
    '$4::timestamptz',
    '$4::timestamptz',
  ]
  const record_ = `jsonb_to_recordset($1::jsonb) as r(${lead
    .map((column) => `${column} uuid`)
    .concat(shape)
    .join(', ')})`
  const always = hasTenant ? '' : ' where $2::uuid is not distinct from $2::uuid'
  const insert = `insert into ${table} as t (${columns.join(', ')})
select ${[...sources, ...stamps].join(', ')} from ${record_}${always}`
  const tenant = hasTenant ? 't.tenant_id = $2::uuid and ' : '$2::uuid is not distinct from $2::uuid and '
  // Named once more, by their ids alone: of the array PostgreSQL expects a hundred rows, and would read all of a table
  // of some thousand for them.
  const update = `update ${table} t set ${own
    .map((column) => `${column} = r.${column}`)
    .concat('version = t.version + 1', 'updated_by = $3::uuid', 'updated_at = $4::timestamptz')
    .join(', ')}
from ${record_} where ${tenant}t.id = r.id and t.id = any($5::uuid[])`
  const statements = { insert, update, returning: `\nreturning ${ownColumns(record)}` }
  cache.set(record, statements)
  return statements
}

function asJson(record: Resource, drafts: readonly Draft[]): string {
  const fields = storedFields(record)
  return JSON.stringify(
    drafts.map((draft) => {
      const row: Record<string, unknown> = { id: draft.id, organization_id: draft.organizationId }
      for (const { name, column } of fields) row[column] = draft.values[name] ?? null
      return row
    }),
  )
}

type Sent = Promise<unknown>

/** New rows are inserted, others updated: first, since a new one may take what they give up. */
export function writeRows(
  record: Resource,
  drafts: readonly Draft[],
  ctx: Context,
  returned: Returned | null = null,
): Sent[] {
  const { insert = [], update = [] } = Object.groupBy(drafts, ({ before }) =>
    before === null ? 'insert' : 'update',
  )
  const sent = [
    ...(update.length > 0 ? [send(record, 'update', update, ctx, returned)] : []),
    ...(insert.length > 0 ? [send(record, 'insert', insert, ctx, returned)] : []),
  ]
  return [...sent, ...drafts.flatMap((draft) => linkRows(record, draft, ctx))]
}

async function send(
  record: Resource,
  verb: 'insert' | 'update',
  drafts: readonly Draft[],
  ctx: Context,
  returned: Returned | null,
): Promise<void> {
  const stamped = [asJson(record, drafts), ctx.tenantId, ctx.identity.userId, ctx.now.toISOString()]
  const values = verb === 'insert' ? stamped : [...stamped, drafts.map(({ id }) => id)]
  const statements = statementsFor(record)
  const rows = await ctx.rows<Shown>(statements[verb] + (returned ? statements.returning : ''), values)
  for (const row of rows) returned?.set(String(row.id), row)
}

export function deleteRows(record: Resource, ids: readonly string[], ctx: Context): Sent[] {
  if (ids.length === 0) return []
  const text = `delete from ${quote(tableOf(record))} where tenant_id = $1 and id = any($2::uuid[])`
  return [ctx.rows(text, [ctx.tenantId, ids])]
}

/** Rewrites the link rows of many-references that were sent. */
function linkRows(record: Resource, draft: Draft, ctx: Context): Sent[] {
  const table = tableOf(record)
  return fieldsOfKind(record, 'references').flatMap(([name]) => {
    if (!draft.sent.has(name)) return []
    const link = quote(`${table}_${name}`)
    const owner = quote(`${table}_id`)
    const target = quote(linkedColumn(name))
    const tenant = [ctx.tenantId, draft.id]
    return [
      ctx.rows(`delete from ${link} where tenant_id = $1 and ${owner} = $2`, tenant),
      ctx.rows(`insert into ${link} (tenant_id, ${owner}, ${target}) select $1, $2, unnest($3::uuid[])`, [
        ...tenant,
        draft.values[name],
      ]),
    ]
  })
}
