/** Looks into what somebody sent: its kind by content, pictures cleaned and made small (FILE-04, IMG-12). */
import { refuse } from '#contract/common/failures.ts'
import type { Upload } from '#server/kit/http/upload.ts'
import { fileServices } from '#server/platform/file-services.ts'
import type { PreparedImage } from '#server/platform/images/image-job.ts'
import { ImageRefused } from '#server/platform/images/image-refused.ts'
import { isPicture, mediaTypeOf } from './file-type.ts'

export const thumbnailSizes = [96, 320, 1024] as const
export const thumbnailName = (size: number): string => `${size}.webp`

export interface InspectedFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly width: number | null
  readonly height: number | null
  /** What is kept beside it, by variant. */
  readonly variants: ReadonlyMap<string, Uint8Array>
}

/** Any file that is taken at all. */
export async function inspectFile(upload: Upload): Promise<InspectedFile> {
  const { bytes, filename: name } = upload
  if (bytes.byteLength === 0) refuse('common.file_empty')
  const mediaType = takenType(upload) ?? refuse('common.file_type', { name })
  if (isPicture(mediaType)) return inspectPicture(upload)
  return { name, bytes, mediaType, width: null, height: null, variants: new Map() }
}

/** Pictures alone; what is kept is not what came, but the same picture without anything else in it. */
export async function inspectPicture(upload: Upload): Promise<InspectedFile> {
  const { bytes, filename: name } = upload
  if (bytes.byteLength === 0) refuse('common.file_empty')
  if (!isPicture(takenType(upload) ?? '')) refuse('common.file_type', { name })
  const { original, thumbnails } = await prepare(bytes, name)
  const { mediaType, width, height } = original
  const variants = new Map(
    thumbnails.map((small): [string, Uint8Array] => [thumbnailName(small.size), small.bytes]),
  )
  return { name, bytes: original.bytes, mediaType, width, height, variants }
}

/** By its content; null also for what this installation does not take. */
function takenType({ bytes, filename }: Upload): string | null {
  const type = mediaTypeOf(bytes, filename)
  return type !== null && fileServices().settings.mediaTypes.includes(type) ? type : null
}

async function prepare(bytes: Uint8Array, name: string): Promise<PreparedImage> {
  try {
    return await fileServices().images.prepare(bytes, thumbnailSizes)
  } catch (error) {
    if (!(error instanceof ImageRefused)) throw error
    const { code, parameters } = error
    if (code === 'too_large')
      refuse('common.file_too_large', { limit: `${fileServices().settings.mostMegabytes} MB` })
    if (code === 'too_many_pixels') refuse('common.picture_too_many_pixels', { limit: parameters.limit })
    if (code === 'damaged') refuse('common.picture_damaged')
    return refuse('common.file_type', { name })
  }
}
