/** Forgets which answers were given to the Idempotency-Keys of more than 30 days ago (DOMAIN 25). */
import { tenantsOf } from '#server/kit/by-clock.ts'
import type { AsOwner } from '#server/platform/jobs.ts'

const batchSize = 10_000
const kept = 30 * 86_400_000
const deleteText = `with old as (
  select tenant_id, account_id, key from idempotency_key where tenant_id = $1 and created_at < $2 limit ${batchSize}
), gone as (
  delete from idempotency_key k using old
  where k.tenant_id = old.tenant_id and k.account_id = old.account_id and k.key = old.key returning 1
) select count(*)::int as count from gone`

/** Run by the clock; gives how many went. */
export async function forgetAnswers(asOwner: AsOwner, now: Date, signal: AbortSignal): Promise<number> {
  const before = new Date(now.getTime() - kept).toISOString()
  let total = 0
  for (const id of await tenantsOf(asOwner)) {
    for (let gone = batchSize; gone === batchSize && !signal.aborted; total += gone) {
      const [row] = await asOwner<{ count: number }>(deleteText, [id, before])
      gone = row?.count ?? 0
    }
  }
  return total
}
