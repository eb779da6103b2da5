/** The image workshop with real pictures: what it takes, what it refuses, what it leaves out. */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { imageFormats } from './image-format.ts'
import { createImageWorkshop } from './image-workshop.ts'

const workshop = createImageWorkshop()
after(() => workshop.close())

const secret = 'Käthe Größmann, 48.0123 N'
const blank = sharp({
  create: { width: 300, height: 200, channels: 4, background: { r: 200, g: 60, b: 60, alpha: 1 } },
})
const encoded = {
  png: () => blank.clone().png(),
  jpeg: () => blank.clone().jpeg(),
  gif: () => blank.clone().gif(),
  webp: () => blank.clone().webp(),
}

/** Three frames of 40 x 30. */
function animation(): Promise<Buffer> {
  const raw = { width: 40, height: 90, channels: 3, pageHeight: 30 } as const
  const frames = Buffer.alloc(40 * 90 * 3).map((_, at) => Math.floor(at / (40 * 30 * 3)) * 100)
  return sharp(frames, { raw }).gif().toBuffer()
}

/** A PNG that is small as a file and fills hundreds of megabytes as a picture. */
function bomb(edge: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(edge, 0)
  header.writeUInt32BE(edge, 4)
  header[8] = 1 // one bit a pixel, grey
  const rows = Buffer.alloc(edge * (Math.ceil(edge / 8) + 1))
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

describe('the image workshop', () => {
  for (const format of imageFormats) {
    test(`takes ${format} and gives it back clean, with WebP thumbnails`, async () => {
      const sent = await encoded[format]()
        .withExif({ IFD0: { Copyright: secret } })
        .toBuffer()
      const { original, thumbnails } = await workshop.prepare(
        Buffer.concat([sent, Buffer.from(secret)]),
        [64, 1000],
      )
      assert.deepEqual([original.mediaType, original.width, original.height], [`image/${format}`, 300, 200])
      const facts = await sharp(original.bytes).metadata()
      assert.deepEqual([facts.format, facts.width, facts.height], [format, 300, 200])
      assert.equal(
        Buffer.from(original.bytes).includes('Größmann'),
        false,
        'neither in metadata nor behind the end',
      )
      assert.deepEqual([facts.exif, facts.icc, facts.xmp], [undefined, undefined, undefined])
      assert.deepEqual(
        thumbnails.map(({ size, mediaType, width, height }) => [size, mediaType, width, height]),
        [
          [64, 'image/webp', 64, 43],
          [1000, 'image/webp', 300, 200],
        ],
      )
      assert.equal((await sharp(thumbnails[0]?.bytes).metadata()).format, 'webp')
    })
  }

  test('turns a photograph upright before it forgets which way the camera was held', async () => {
    const sent = await blank.clone().jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const { original, thumbnails } = await workshop.prepare(sent, [100])
    assert.deepEqual([original.width, original.height], [200, 300])
    assert.deepEqual([thumbnails[0]?.width, thumbnails[0]?.height], [67, 100])
  })

  test('keeps the frames of an animation, and shows the first as thumbnail', async () => {
    const { original, thumbnails } = await workshop.prepare(await animation(), [20])
    assert.deepEqual([original.width, original.height], [40, 30])
    assert.equal((await sharp(original.bytes).metadata()).pages, 3)
    assert.deepEqual([thumbnails[0]?.width, thumbnails[0]?.height], [20, 15])
  })

  test('goes by the content, not by what it claims to be', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    const tiff = await blank.clone().tiff().toBuffer()
    const strangers = [svg, '%PDF-1.7 ...', 'MZ', 'hello', '<html>', 'RIFF....WAVE', 'GIF88a'].map((text) =>
      Buffer.from(text),
    )
    for (const bytes of [...strangers, tiff]) {
      await assert.rejects(workshop.prepare(bytes, [64]), { code: 'not_an_image' })
    }
    await assert.rejects(workshop.prepare(Buffer.alloc(0), [64]), { code: 'empty' })
  })

  test('refuses what only begins like a picture', async () => {
    const noise = Buffer.from(Array.from({ length: 120_000 }, (_, at) => (at * 7919) % 251))
    const raw = { width: 200, height: 200, channels: 3 } as const
    for (const format of imageFormats) {
      const whole = await sharp(noise, { raw }).toFormat(format).toBuffer()
      for (const length of [12, 40, Math.floor(whole.length / 2)]) {
        await assert.rejects(
          workshop.prepare(whole.subarray(0, length), [64]),
          { code: 'damaged' },
          `${format} ${length}`,
        )
      }
      const mixed = Buffer.concat([whole.subarray(0, 12), noise.subarray(0, 5000)])
      await assert.rejects(workshop.prepare(mixed, [64]), { code: 'damaged' }, `${format} mixed`)
    }
  })

  test('refuses decompression bombs and files above the limit, and lives on', async () => {
    const small = createImageWorkshop({ bytes: 100_000, pixels: 3000 })
    await assert.rejects(small.prepare(await animation(), []), { code: 'too_many_pixels' })
    await assert.rejects(small.prepare(Buffer.alloc(100_001, 'x'), []), { code: 'too_large' })
    await small.close()

    const sent = bomb(20_000)
    assert.ok(sent.length < 100_000, `${sent.length} bytes`)
    await assert.rejects(workshop.prepare(sent, [64]), { code: 'too_many_pixels' })
    const jobsBefore = workshop.processes()[0]?.jobs ?? 0
    assert.equal((await workshop.prepare(await encoded.png().toBuffer(), [])).original.width, 300)
    assert.equal(workshop.processes()[0]?.jobs, jobsBefore + 1, 'the same process went on')
  })
})
