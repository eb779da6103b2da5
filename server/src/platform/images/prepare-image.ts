/** Decodes a picture as a stranger sent it and encodes a clean one with its thumbnails; runs in the child. */
import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { type ImageFormat, imageMediaTypes } from './image-format.ts'
import type { ImageJob, Picture, PreparedImage } from './image-job.ts'
import { ImageRefused } from './image-refused.ts'

const secondsPerImage = 25

sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['Png', 'Jpeg', 'Nsgif', 'Webp'].map((name) => `VipsForeignLoad${name}`) })

export async function prepareImage(job: ImageJob): Promise<PreparedImage> {
  await checkPixels(job)
  const { format, sizes } = job
  const upright = open(job, { animated: true }).autoOrient()
  const original = await picture(encode(upright, format), format)
  const thumbnails = []
  for (const size of sizes) {
    // From the first frame; each size anew, as decoding at a smaller scale costs less than keeping it.
    const fitted = open(job).autoOrient().resize(size, size, { fit: 'inside', withoutEnlargement: true })
    thumbnails.push({ size, ...(await picture(fitted.webp({ quality: 80 }), 'webp')) })
  }
  return { original, thumbnails }
}

function open({ bytes, mostPixels }: ImageJob, options: SharpOptions = {}): Sharp {
  const image = sharp(bytes, {
    failOn: 'error',
    limitInputPixels: mostPixels,
    sequentialRead: true,
    ...options,
  })
  return image.timeout({ seconds: secondsPerImage })
}

/** The header alone says how much memory the picture would take. */
async function checkPixels(job: ImageJob) {
  const found = await open(job, { limitInputPixels: false }).metadata().catch(refuseDamaged)
  if (found.format !== job.format) throw new ImageRefused('damaged')
  const pixels = found.width * (found.pageHeight ?? found.height) * (found.pages ?? 1)
  if (pixels > job.mostPixels) throw new ImageRefused('too_many_pixels', { limit: job.mostPixels })
}

function encode(image: Sharp, format: ImageFormat): Sharp {
  if (format === 'jpeg') return image.jpeg({ quality: 90 })
  if (format === 'png') return image.png({ compressionLevel: 9 })
  if (format === 'gif') return image.gif()
  return image.webp({ quality: 90 })
}

async function picture(image: Sharp, format: ImageFormat): Promise<Picture> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true }).catch(refuseDamaged)
  const { width, pageHeight, height } = info
  return { bytes: data, mediaType: imageMediaTypes[format], width, height: pageHeight ?? height }
}

function refuseDamaged(error: Error): never {
  throw new ImageRefused('damaged', { reason: error.message.split('\n')[0] ?? '' })
}
