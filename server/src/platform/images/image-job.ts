/** What the image workshop and its child process say to each other. */
import type { ImageFormat } from './image-format.ts'
import type { ImageRefusal } from './image-refused.ts'

export interface ImageJob {
  readonly bytes: Uint8Array
  /** As the first bytes say. */
  readonly format: ImageFormat
  readonly sizes: readonly number[]
  /** Width times height times frames. */
  readonly mostPixels: number
}

export interface Picture {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly width: number
  readonly height: number
}

export interface PreparedImage {
  /** In the format it came in, turned upright, without metadata, profile or anything behind its end. */
  readonly original: Picture
  /** WebP, fitting into a square of the asked size; never larger than the picture itself. */
  readonly thumbnails: readonly (Picture & { readonly size: number })[]
}

export type ImageAnswer =
  | { readonly image: PreparedImage; readonly refused?: undefined }
  | {
      readonly image?: undefined
      readonly refused: ImageRefusal
      readonly parameters: Readonly<Record<string, number | string>>
    }
