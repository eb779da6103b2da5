/** Streams a filtered list as CSV to the caller, who needs the right to export it. */
import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Handled } from '#server/kit/http/route.ts'
import { mustReach } from '#server/kit/query/visible.ts'
import { exportRows } from '#server/kit/transfer/export-rows.ts'

/** `GET /api/v1/<plural>/export/?…`: the same filters, search and rights as the list. */
export async function exportList(
  record: Resource,
  ctx: Context,
  call: Call,
  reply: FastifyReply,
): Promise<Handled> {
  mustReach(record, 'export', ctx.identity)
  await ctx.rows('set local transaction_timeout = 0') // as long as the reader takes; one who stalls is cut off
  const pieces = exportRows(record, call.query, ctx)
  const first = await pieces.next() // refusals come before the first byte
  const label = `${record.label[1]} ${JSON.stringify(call.query)}`
  const entry = {
    action: 'EXPORT',
    record: record.name,
    recordId: null,
    label,
    organizationId: ctx.organizationId,
    changes: null,
  }
  await Promise.all(writeAudit([entry], ctx))
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

async function* withFirst(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  if (first.done) return
  yield first.value
  yield* rest
}

/** Who stops reading has still been given what he read, and that stays in the audit trail. */
const isHangUp = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
