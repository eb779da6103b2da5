/** Stores a file that was looked into: its bytes in the store, its metadata in a row (FILE-03). */
import { file } from '#contract/common/file.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { mustHave } from '#server/kit/rights.ts'
import { prepare } from '#server/kit/write/prepare.ts'
import { write } from '#server/kit/write/save.ts'
import { fileServices } from '#server/platform/file-services.ts'
import type { InspectedFile } from './inspect-file.ts'

/** Gives the id of the new row in `common.file`, for who may add files there. */
export async function storeFile(found: InspectedFile, organization: string, ctx: Context): Promise<string> {
  mustHave(ctx.identity, permissionOf(file, 'add'), organization)
  return keepFile(found, organization, ctx)
}

/** The same where another rule allows it, as one's own picture. Bytes first: a row never points to nothing. */
export async function keepFile(found: InspectedFile, organization: string, ctx: Context): Promise<string> {
  const { store } = fileServices()
  const digest = await store.keep(ctx.tenantId, found.bytes)
  for (const [variant, bytes] of found.variants) await store.keepVariant(ctx.tenantId, digest, variant, bytes)
  const draft = await prepare(file, {}, 'create', null, organization, ctx)
  Object.assign(draft.values, {
    original_filename: found.name,
    media_type: found.mediaType,
    size_bytes: found.bytes.byteLength,
    digest,
    width: found.width,
    height: found.height,
  })
  await write(file, [draft], ctx)
  return draft.id
}
