/** Stores what somebody sent: checked by content, pictures cleaned and with thumbnails (FILE, IMG-12). */
import { file } from '#contract/common/file.ts'
import { refuse } from '#contract/common/failures.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import type { Upload } from '#server/kit/http/upload.ts'
import { mustHave } from '#server/kit/identity.ts'
import { prepare } from '#server/kit/write/prepare.ts'
import { write } from '#server/kit/write/save.ts'
import { fileServices } from '#server/platform/file-services.ts'
import { ImageRefused } from '#server/platform/images/image-refused.ts'
import type { PreparedImage } from '#server/platform/images/image-job.ts'
import { isPicture, mediaTypeOf } from './file-type.ts'

export const thumbnailSizes = [96, 320, 1024] as const
export const thumbnailName = (size: number): string => `${size}.webp`

/** What is kept of an upload; made before its transaction writes anything. */
interface Kept {
  readonly media_type: string
  readonly size_bytes: number
  readonly digest: string
  readonly width: number | null
  readonly height: number | null
}

/** Gives the id of the new row in `common.file`. */
export async function storeFile(
  upload: Upload,
  organization: string,
  ctx: Context,
  accepts: 'all' | 'pictures' = 'all',
): Promise<string> {
  mustHave(ctx.identity, permissionOf(file, 'add'), organization)
  const kept = await keep(upload, accepts, ctx.tenantId)
  const draft = await prepare(file, {}, 'create', null, organization, ctx)
  Object.assign(draft.values, kept, { original_filename: upload.filename })
  await write(file, [draft], ctx)
  return draft.id
}

async function keep(upload: Upload, accepts: 'all' | 'pictures', tenant: string): Promise<Kept> {
  const { bytes, filename: name } = upload
  if (bytes.byteLength === 0) refuse('common.file_empty')
  const mediaType = mediaTypeOf(bytes, name)
  if (mediaType === null || (accepts === 'pictures' && !isPicture(mediaType))) {
    return refuse('common.file_type', { name })
  }
  const { store } = fileServices()
  if (isPicture(mediaType)) return keepPicture(await prepareImage(bytes, name), tenant)
  const digest = await store.keep(tenant, bytes)
  return { media_type: mediaType, size_bytes: bytes.byteLength, digest, width: null, height: null }
}

async function keepPicture({ original, thumbnails }: PreparedImage, tenant: string): Promise<Kept> {
  const { store } = fileServices()
  const { bytes, width, height } = original
  const digest = await store.keep(tenant, bytes)
  for (const { size, bytes: small } of thumbnails) {
    await store.keepVariant(tenant, digest, thumbnailName(size), small)
  }
  return { media_type: original.mediaType, size_bytes: bytes.byteLength, digest, width, height }
}

async function prepareImage(bytes: Uint8Array, name: string): Promise<PreparedImage> {
  try {
    return await fileServices().images.prepare(bytes, thumbnailSizes)
  } catch (error) {
    if (!(error instanceof ImageRefused)) throw error
    const { code, parameters } = error
    if (code === 'too_large') refuse('common.file_too_large', { limit: '25 MB' })
    if (code === 'too_many_pixels') refuse('common.picture_too_many_pixels', { limit: parameters.limit })
    if (code === 'damaged') refuse('common.picture_damaged')
    return refuse('common.file_type', { name })
  }
}
