/** Stored bytes: a folder, addressed by content within a tenant, so that the same file is kept once. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

export interface StoredBytes {
  readonly size: number
  stream(): Readable
}

export interface FileStore {
  /** Keeps bytes and gives their digest; the same bytes are kept once. */
  keep(tenant: string, bytes: Uint8Array): Promise<string>
  /** Keeps what was made of a file, such as a thumbnail. */
  keepVariant(tenant: string, digest: string, variant: string, bytes: Uint8Array): Promise<void>
  /** Null where there is nothing. */
  find(tenant: string, digest: string, variant?: string): Promise<StoredBytes | null>
  /** Takes a file away with its variants, unless it was kept again just now by a write not yet committed. */
  remove(tenant: string, digest: string, variants: readonly string[]): Promise<void>
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Longer than any transaction may take. */
const freshMilliseconds = 120_000

export function openFileStore(folder: string): FileStore {
  const place = (tenant: string, digest: string, variant = '') => {
    if (!/^[0-9a-f-]{36}$/.test(tenant) || !/^[0-9a-f]{64}$/.test(digest) || !/^[0-9a-z.]*$/.test(variant)) {
      throw new TypeError('not the address of a stored file')
    }
    const name = variant === '' ? digest : `${digest}.${variant}`
    return join(folder, tenant, digest.slice(0, 2), name)
  }
  return {
    async keep(tenant, bytes) {
      const digest = digestOf(bytes)
      await writeWhole(place(tenant, digest), bytes)
      return digest
    },
    keepVariant: (tenant, digest, variant, bytes) => writeWhole(place(tenant, digest, variant), bytes),
    async find(tenant, digest, variant) {
      const path = place(tenant, digest, variant)
      const found = await stat(path).catch(ignoreMissing)
      return found === null ? null : { size: found.size, stream: () => createReadStream(path) }
    },
    async remove(tenant, digest, variants) {
      const found = await stat(place(tenant, digest)).catch(ignoreMissing)
      if (found === null || Date.now() - found.mtimeMs < freshMilliseconds) return
      for (const variant of ['', ...variants]) await rm(place(tenant, digest, variant), { force: true })
    },
  }
}

/** Nobody ever sees half a file: it is written under another name and on disk before it gets its own. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const known = await stat(path).catch(ignoreMissing)
  if (known?.size === bytes.byteLength) return utimes(path, new Date(), new Date())
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.${counter++}.draft`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

let counter = 0

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
