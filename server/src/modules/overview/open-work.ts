/** What waits for somebody: counted, with the most urgent ones, and only what the caller may see. */
import type { OpenWork, OpenWorkAnswer, WorkItem } from '#contract/overview/open-work.ts'
import type { Context } from '#server/kit/context.ts'
import type { Route } from '#server/kit/http/route.ts'
import { may, organizationsWith } from '#server/kit/rights.ts'
import { decisionsOf } from '#server/modules/user/public.ts'
import { readKeyFigures } from './key-figures.ts'
import { peopleWorks } from './people-works.ts'
import { stockWorks } from './stock-works.ts'
import { salesWorks, type Work } from './works.ts'

const shownItems = 5
/** So many can be named in the address of a list. */
const listedItems = 100

export const openWork: Route = {
  method: 'GET',
  path: '/api/v1/overview/open-work/',
  permission: 'signed-in',
  summary:
    'Counts the work that is open for the caller, his own first, with the most urgent of each kind; key figures.',
  run: async (ctx) => ({ status: 200, body: await readAnswer(ctx) }),
}

const reportsWork = 'overview.report_open_work'

async function readAnswer(ctx: Context): Promise<OpenWorkAnswer> {
  const results = await readWork(ctx)
  return { results, figures: may(ctx.identity, reportsWork) ? await readKeyFigures(ctx) : [] }
}

/** One kind after the other: they share the connection of the request. */
async function readWork(ctx: Context): Promise<OpenWork[]> {
  const found: OpenWork[] = [await readDecisions(ctx)]
  const ofCompany = may(ctx.identity, reportsWork) ? [...salesWorks, ...stockWorks] : []
  for (const work of [...ofCompany, ...peopleWorks]) {
    const organizations = organizationsWith(ctx.identity, work.permission)
    if (organizations.length > 0) found.push(await count(work, organizations, ctx))
  }
  return found.toSorted((one, other) => Number(other.is_own) - Number(one.is_own))
}

async function readDecisions(ctx: Context): Promise<OpenWork> {
  const waiting = await decisionsOf(ctx)
  const items = waiting.slice(0, shownItems).map(({ record, id, what, who, since }) => {
    const about = { record, id, number: what, partner_name: who, day: since.slice(0, 10) }
    return { ...about, amount: null, currency: null }
  })
  return { key: 'decisions', count: waiting.length, is_own: waiting.length > 0, items, ids: [] }
}

async function count(work: Work, organizations: readonly string[], ctx: Context): Promise<OpenWork> {
  const text = `with waiting as materialized (${work.waiting})
    select w.*, (select count(*)::integer from waiting) as total,
      (select array_agg(id) from (select id from waiting limit ${listedItems})) as ids from (
      select * from waiting order by day nulls last, number, id limit ${shownItems}) w
    order by w.day nulls last, w.number, w.id`
  const rows = await ctx.rows<FoundItem>(text, [ctx.tenantId, organizations])
  const { total = 0, ids = [] } = rows[0] ?? {}
  return {
    key: work.key,
    count: total,
    is_own: work.acts.some((permission) => may(ctx.identity, permission)),
    items: rows.map(({ total: _, ids: __, ...item }) => ({ ...item, record: work.record })),
    ids: total > listedItems ? [] : ids,
  }
}

type FoundItem = WorkItem & { readonly total: number; readonly ids: string[] }
