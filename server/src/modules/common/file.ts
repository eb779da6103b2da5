/** Files: their rows go with their bytes, as soon as no other row needs these (FILE-09). */
import { file } from '#contract/common/file.ts'
import type { Context } from '#server/kit/context.ts'
import { serve } from '#server/kit/served.ts'
import { fileServices } from '#server/platform/file-services.ts'
import { thumbnailName, thumbnailSizes } from './inspect-file.ts'

export const files = serve(file, {
  expressions: { file_size_display: 'pg_size_pretty(t.size_bytes::bigint)' },
  afterDelete: removeBytes,
})

const neededText = 'select distinct digest from file where tenant_id = $1 and digest = any($2::text[])'

/** After the commit, for a roll-back could not bring the bytes back. */
export async function removeBytes(
  rows: readonly Readonly<Record<string, unknown>>[],
  ctx: Context,
): Promise<void> {
  const digests = rows.map((row) => String(row.digest))
  const needed = await ctx.withWholeTenant(() =>
    ctx.rows<{ digest: string }>(neededText, [ctx.tenantId, digests]),
  )
  const gone = digests.filter((digest) => !needed.some((row) => row.digest === digest))
  ctx.afterCommit(() => {
    const variants = thumbnailSizes.map(thumbnailName)
    // What cannot be removed is garbage, not an error of the request that is answered by now.
    for (const digest of gone)
      fileServices()
        .store.remove(ctx.tenantId, digest, variants)
        .catch(() => {})
  })
}
