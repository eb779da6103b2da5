/** What happens to stock when a day begins: expired goods leave the usable, costs of that day set its value. */
import { tenantsOf } from '#server/kit/by-clock.ts'
import type { JobRun, Task } from '#server/platform/jobs.ts'

/** Each hour, since the day begins at another hour in each company; where nothing is due nothing happens. */
export function stockTasks(now: () => Date): { readonly begin_stock_day: Task } {
  return {
    async begin_stock_day(_payload: unknown, { asOwner, signal }: JobRun) {
      for (const id of await tenantsOf(asOwner)) {
        if (signal.aborted) return false
        const values = [id, now().toISOString()]
        await asOwner('select kontor.expire_stock_at($1, $2)', values)
        await asOwner('select kontor.revalue_at($1, $2)', values)
      }
      return true
    },
  }
}

/** In UTC, shortly after the hour. */
export const stockSchedule = ['4 * * * * begin_stock_day ?jobKey=begin_stock_day&max=3']
