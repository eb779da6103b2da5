/** Takes pictures as strangers send them, gives back clean ones with thumbnails; a child process does it. */
import { type ChildFacts, ChildPool } from '#server/platform/child-pool/child-pool.ts'
import { imageFormatOf, imageFormats } from './image-format.ts'
import type { ImageAnswer, ImageJob, PreparedImage } from './image-job.ts'
import { ImageRefused } from './image-refused.ts'

export interface ImageLimits {
  readonly bytes: number
  /** Width times height times frames. */
  readonly pixels: number
}

export interface ImageWorkshop {
  /** Rejects with ImageRefused, or with ChildLost where the picture ended two processes. */
  prepare(bytes: Uint8Array, sizes: readonly number[]): Promise<PreparedImage>
  processes(): readonly ChildFacts[]
  close(): Promise<void>
}

export const usualLimits: ImageLimits = { bytes: 25 * 1024 * 1024, pixels: 50_000_000 }

export function createImageWorkshop(limits: ImageLimits = usualLimits): ImageWorkshop {
  const pool = new ChildPool<ImageJob, ImageAnswer>({
    program: new URL('./image-child.ts', import.meta.url),
    children: 1, // one picture at a time: a decoded one may take 200 MB
    jobsPerChild: 500,
  })
  return {
    async prepare(bytes, sizes) {
      if (bytes.byteLength === 0) throw new ImageRefused('empty')
      if (bytes.byteLength > limits.bytes) throw new ImageRefused('too_large', { limit: limits.bytes })
      const format = imageFormatOf(bytes)
      if (format === null) throw new ImageRefused('not_an_image', { formats: imageFormats.join(', ') })
      const answer = await pool.run({ bytes, format, sizes, mostPixels: limits.pixels })
      if (answer.image === undefined) throw new ImageRefused(answer.refused, answer.parameters)
      return answer.image
    },
    processes: () => pool.processes(),
    close: () => pool.close(),
  }
}
