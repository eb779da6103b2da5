/** Packs what was built, once: beside each text lie its gzip and its Brotli, so that no answer has to pack it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Fonts and pictures are packed already; what is smaller than this fits a packet as it is. */
const smallest = 1024
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

export function packFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!/\.(js|css|svg|html)$/.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = readFileSync(file)
    if (bytes.length < smallest) continue
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, quality))
  }
}
