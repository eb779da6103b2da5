/** Streams a filtered list as CSV to the caller, who needs the right to export it. */
import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Handled, Later } from '#server/kit/http/route.ts'
import { listSource, type Query } from '#server/kit/query/list.ts'
import { Parameters } from '#server/kit/query/parameters.ts'
import { noteReads } from '#server/kit/sensitive-reads.ts'
import { mustReach } from '#server/kit/query/visible.ts'
import { exportRows, type Piece } from './export-rows.ts'

/** `GET /api/v1/<plural>/export/?…`: the same filters, search and rights as the list. */
export async function exportList(
  record: Resource,
  ctx: Context,
  call: Call,
  reply: FastifyReply,
): Promise<Later> {
  mustReach(record, 'export', ctx.identity)
  // Refusals come before the first byte, and so does the entry: a slow reader must not hold back its seal.
  const rows = await countRows(record, call.query, ctx)
  await noteExport(record, call.query, rows, ctx)
  return { later: (reading) => streamRows(record, call, reading, reply) }
}

/** The trail says who took what, whether it is streamed or written in the background. */
export async function noteExport(record: Resource, query: Query, rows: number, ctx: Context): Promise<void> {
  const entry = {
    action: 'EXPORT',
    record: record.name,
    recordId: null,
    label: `${record.label[1]} ${JSON.stringify(query)}`,
    organizationId: ctx.organizationId,
    changes: null,
    context: { filter: query, rows },
  }
  writeAudit([entry], ctx)
  if (record.access?.includes('sensitive')) await noteSensitive(record, query, ctx)
}

/** Whose rows they are, so that whoever asks who has seen a row finds the exports as well (SAU-16). */
async function noteSensitive(record: Resource, query: Query, ctx: Context): Promise<void> {
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const source = listSource(record, query, ctx, parameters)
  const text = `select t.id::text as id ${source} and $2::text is not null order by t.id`
  const ids = (await ctx.rows<{ id: string }>(text, parameters.values)).map(({ id }) => id)
  for (let from = 0; from < ids.length; from += idsInEntry) {
    await noteReads([{ record: record.name, ids: ids.slice(from, from + idsInEntry) }], ctx)
  }
}

const idsInEntry = 1000

export async function countRows(record: Resource, query: Query, ctx: Context): Promise<number> {
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const source = listSource(record, query, ctx, parameters)
  const text = `select count(*) as rows ${source} and $2::text is not null`
  const [found] = await ctx.rows<{ rows: number }>(text, parameters.values)
  return found?.rows ?? 0
}

async function streamRows(record: Resource, call: Call, ctx: Context, reply: FastifyReply): Promise<Handled> {
  await ctx.rows('set local transaction_timeout = 0') // as long as the reader takes; one who stalls is cut off
  const pieces = exportRows(record, call.query, ctx)
  const first = await pieces.next()
  reply.hijack()
  reply.raw.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${tableOf(record)}.csv"`,
    'cache-control': 'no-store',
  })
  const body = Readable.from(withFirst(first, pieces), { highWaterMark: 1 })
  try {
    await pipeline(body, reply.raw) // on an error the connection is cut: half a file must not look whole
  } catch (error) {
    if (!isHangUp(error)) throw error
  }
  return { handled: true }
}

async function* withFirst(first: IteratorResult<Piece>, rest: AsyncGenerator<Piece>): AsyncGenerator<string> {
  if (first.done) return
  yield first.value.csv
  for await (const { csv } of rest) yield csv
}

/** Who stops reading has still been given what he read, and that stays in the audit trail. */
const isHangUp = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
