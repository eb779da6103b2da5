/** Takes bytes away that no row needs: of uploads rolled back, files deleted right after, writers killed. */
import { tenantsOf } from '#server/kit/by-clock.ts'
import { fileServices } from '#server/platform/file-services.ts'
import type { AsOwner } from '#server/platform/jobs.ts'

const neededText = 'select distinct digest from file where tenant_id = $1 and digest = any($2::text[])'

/** Run by the clock; gives how many pieces went. */
export async function sweepFiles(asOwner: AsOwner, signal: AbortSignal): Promise<number> {
  let count = 0
  for (const tenant of await tenantsOf(asOwner)) {
    if (signal.aborted) break
    count += await fileServices().store.sweep(tenant, async (digests) => {
      const rows = await asOwner<{ digest: string }>(neededText, [tenant, digests])
      return new Set(rows.map(({ digest }) => digest))
    })
  }
  return count
}
