/** What waits for somebody: counted, with the most urgent ones, and only what the caller may see. */
import type { Context } from '#server/kit/context.ts'
import type { Route } from '#server/kit/http/route.ts'
import { organizationsWith } from '#server/kit/identity.ts'
import { type Work, works } from './works.ts'

export interface WorkItem {
  readonly record: string
  readonly id: string
  readonly number: string | null
  readonly partner_name: string
  readonly day: string | null
  readonly amount: string | null
  readonly currency: string | null
}

export interface OpenWork {
  readonly key: string
  readonly count: number
  readonly items: readonly WorkItem[]
}

const shownItems = 5

export const openWork: Route = {
  method: 'GET',
  path: '/api/v1/overview/open-work/',
  permission: 'overview.report_open_work',
  summary: 'Counts the work that is open for the caller, with the most urgent of each kind.',
  run: async (ctx) => ({ status: 200, body: { results: await readWork(ctx) } }),
}

/** One kind after the other: they share the connection of the request. */
async function readWork(ctx: Context): Promise<OpenWork[]> {
  const found: OpenWork[] = []
  for (const work of works) {
    const organizations = organizationsWith(ctx.identity, work.permission)
    if (organizations.length > 0) found.push(await count(work, organizations, ctx))
  }
  return found
}

async function count(work: Work, organizations: readonly string[], ctx: Context): Promise<OpenWork> {
  const text = `with waiting as materialized (${work.waiting})
    select w.*, (select count(*)::integer from waiting) as total from (
      select * from waiting order by day nulls last, number, id limit ${shownItems}) w
    order by w.day nulls last, w.number, w.id`
  const rows = await ctx.rows<WorkItem & { readonly total: number }>(text, [ctx.tenantId, organizations])
  return {
    key: work.key,
    count: rows[0]?.total ?? 0,
    items: rows.map(({ total: _, ...item }) => ({ ...item, record: work.record })),
  }
}
