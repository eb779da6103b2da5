/** Why a picture is not taken, as codes a caller can tell apart. */
const imageRefusals = [
  'empty', // no bytes at all
  'too_large', // more bytes than allowed
  'not_an_image', // the content is none of the formats taken, whatever the name says
  'too_many_pixels', // would take more memory than a picture is worth: a decompression bomb
  'damaged', // begins like a picture, but cannot be read to the end
] as const
export type ImageRefusal = (typeof imageRefusals)[number]

export class ImageRefused extends Error {
  readonly code: ImageRefusal
  /** What the sentence shown to the user may name, such as the limit. */
  readonly parameters: Readonly<Record<string, number | string>>

  constructor(code: ImageRefusal, parameters: Readonly<Record<string, number | string>> = {}) {
    super(`image ${code} ${JSON.stringify(parameters)}`)
    this.name = 'ImageRefused'
    this.code = code
    this.parameters = parameters
  }
}
