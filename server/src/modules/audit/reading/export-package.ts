/** The trail as a package that proves itself: the whole chain, or what a filter chose of it. */
import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '#contract/kit/failure.ts'
import { auditLog } from '#contract/audit/audit-log.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Handled, Later, Route } from '#server/kit/http/route.ts'
import { organizationsWith } from '#server/kit/rights.ts'
import { listSource } from '#server/kit/query/list.ts'
import { Parameters } from '#server/kit/query/parameters.ts'
import { readPackage } from '#server/modules/audit/chain/read-package.ts'

const permission = permissionOf(auditLog, 'export')
const mostChosen = 100_000

/** Personal values stay where erasure reaches them; `kontor audit export --personal` takes them along. */
export const packageRoute: Route = {
  method: 'GET',
  path: '/api/v1/audit/package/',
  permission,
  mode: 'write', // the export itself is an entry
  summary: 'Gives the trail as JSON lines that the verifier proves: whole, or filtered like the list.',
  async run(ctx, call, reply): Promise<Later> {
    const isWhole = Object.keys(call.query).length === 0
    if (isWhole) await mustReachAll(ctx)
    const ids = isWhole ? null : await chosen(ctx, call)
    const entry = {
      action: 'EXPORT',
      record: auditLog.name,
      recordId: null,
      label: isWhole ? 'whole chain' : `selection ${JSON.stringify(call.query)}`,
      organizationId: ctx.organizationId,
      changes: null,
      context: { filter: call.query, rows: ids?.size ?? null },
    }
    writeAudit([entry], ctx)
    return { later: (reading) => stream(ids, reading, call, reply) }
  },
}

async function mustReachAll(ctx: Context): Promise<void> {
  const held = new Set(organizationsWith(ctx.identity, permission))
  const all = await ctx.rows<{ id: string }>('select kontor.tenant_organizations() as id')
  if (all.some(({ id }) => !held.has(id))) throw new Refusal('audit.not_whole')
}

async function chosen(ctx: Context, call: Call): Promise<ReadonlySet<string>> {
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const source = listSource(auditLog, call.query, ctx, parameters)
  const text = `select t.id ${source} and $2::text is not null limit ${parameters.add(mostChosen + 1, 'integer')}`
  const rows = await ctx.rows<{ id: string }>(text, parameters.values)
  if (rows.length > mostChosen) throw new Refusal('audit.too_many_entries', { most: mostChosen })
  return new Set(rows.map(({ id }) => id))
}

async function stream(
  ids: ReadonlySet<string> | null,
  ctx: Context,
  call: Call,
  reply: FastifyReply,
): Promise<Handled> {
  await ctx.rows('set local transaction_timeout = 0') // as long as the reader takes; one who stalls is cut off
  const only = ids === null ? {} : { only: { ids, filter: call.query } }
  const lines = readPackage(ctx.rows, {
    chain: ctx.tenantId,
    withPersonal: false,
    asApplication: true,
    ...only,
  })
  reply.hijack()
  reply.raw.writeHead(200, {
    'content-type': 'application/jsonl',
    'content-disposition': 'attachment; filename="audit.jsonl"',
    'cache-control': 'no-store',
  })
  const texts = async function* () {
    for await (const line of lines) yield `${JSON.stringify(line)}\n`
  }
  try {
    await pipeline(Readable.from(texts()), reply.raw)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
      throw error
  }
  return { handled: true }
}
