/** Which picture format some bytes are in, by their first bytes and never by a name. */
export const imageFormats = ['png', 'jpeg', 'gif', 'webp'] as const
export type ImageFormat = (typeof imageFormats)[number]

export const imageMediaTypes: Readonly<Record<ImageFormat, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
}

/** Null for everything else, SVG and TIFF included, so that no decoder but these four ever sees a byte. */
export function imageFormatOf(bytes: Uint8Array): ImageFormat | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (/^GIF8[79]a/.test(head)) return 'gif'
  if (/^RIFF[^]{4}WEBP/.test(head)) return 'webp'
  return null
}
