/** Expires, by the clock, what was sent and not answered in time: the day is that of the legal entity (DOMAIN 18). */
import { permissionOf } from '#contract/kit/resource.ts'
import { quotation } from '#contract/sales/quotation.ts'
import { moveRecords } from '#server/kit/action.ts'
import { type Clock, inEachTenant, tenantsOf } from '#server/kit/by-clock.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { todayOf } from '#server/modules/sales/document/business-day.ts'

const batchSize = 100
/** What somebody is just working on is left to the next time. */
const dueText = `select q.id from quotation q
where q.tenant_id = $1 and q.status = 'sent' and q.valid_until < ${todayOf('q')}
order by q.id limit ${batchSize} for no key update skip locked`

const permissions = [permissionOf(quotation, 'view'), permissionOf(quotation, 'expire')]

/** Some quotations at a time, each time in a transaction of its own; gives how many expired. */
export async function expireDueQuotations(clock: Clock): Promise<number> {
  let count = 0
  const work = async (ctx: Context) => {
    const expired = await expireSome(ctx)
    count += expired
    return expired === batchSize
  }
  await inEachTenant(clock, await tenantsOf(clock.asOwner), work, permissions)
  return count
}

async function expireSome(ctx: Context): Promise<number> {
  const due = await ctx.rows<{ id: string }>(dueText, [ctx.tenantId])
  const requests = due.map(({ id }) => ({ id, version: null }))
  if (requests.length > 0) await moveRecords(quotation, 'expire', requests, {}, ctx)
  await tellEvents(ctx)
  return due.length
}
