/** Stored bytes: a folder, addressed by content within a tenant, so that the same file is kept once. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

export interface StoredBytes {
  readonly size: number
  stream(): Readable
}

export interface FileStore {
  /** Keeps bytes and gives their digest; the same bytes are kept once. */
  keep(tenant: string, bytes: Uint8Array): Promise<string>
  /** The same of text that is written piece by piece and nowhere held as a whole. */
  keepStream(tenant: string, pieces: AsyncIterable<string>): Promise<{ digest: string; size: number }>
  /** Keeps what was made of a file, such as a thumbnail. */
  keepVariant(tenant: string, digest: string, variant: string, bytes: Uint8Array): Promise<void>
  /** Null where there is nothing. */
  find(tenant: string, digest: string, variant?: string): Promise<StoredBytes | null>
  /** Takes a file away with its variants, unless it was kept again just now by a write not yet committed. */
  remove(tenant: string, digest: string, variants: readonly string[]): Promise<void>
  /** Takes away what nobody needs, save what is fresh; gives how many pieces went. */
  sweep(
    tenant: string,
    neededOf: (digests: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<number>
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Longer than any transaction may take. */
const freshMilliseconds = 120_000

export function openFileStore(folder: string): FileStore {
  /** Where a stream is written while its digest is not known; a sweep takes away what a killed writer left. */
  const draftPlace = (tenant: string) =>
    join(dirname(dirname(place(tenant, '0'.repeat(64)))), 'drafts', `${process.pid}.${counter++}.draft`)
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
    async keepStream(tenant, pieces) {
      const draft = draftPlace(tenant)
      try {
        const kept = await writePieces(draft, pieces)
        const path = place(tenant, kept.digest)
        await mkdir(dirname(path), { recursive: true })
        await rename(draft, path)
        return kept
      } finally {
        await rm(draft, { force: true })
      }
    },
    keepVariant: (tenant, digest, variant, bytes) => writeWhole(place(tenant, digest, variant), bytes),
    async find(tenant, digest, variant) {
      const path = place(tenant, digest, variant)
      const found = await stat(path).catch(ignoreMissing)
      return found === null ? null : { size: found.size, stream: () => createReadStream(path) }
    },
    async remove(tenant, digest, variants) {
      if (!(await takeAway(place(tenant, digest)))) return
      for (const variant of variants) await rm(place(tenant, digest, variant), { force: true })
    },
    async sweep(tenant, neededOf) {
      let count = 0
      for (const part of (await readdir(join(folder, tenant)).catch(ignoreMissing)) ?? []) {
        const names = await readdir(join(folder, tenant, part))
        const needed = await neededOf([...new Set(names.map((name) => name.slice(0, 64)))])
        await bringBack(
          join(folder, tenant, part),
          names.filter((name) => needed.has(name.slice(0, 64))),
        )
        const unneeded = names.filter((name) => isAside(name) || !needed.has(name.slice(0, 64)))
        for (const name of unneeded) if (await takeAway(join(folder, tenant, part, name))) count += 1
      }
      return count
    },
  }
}

const isAside = (name: string): boolean => /\.(draft|going)$/.test(name)

/** What a sweep set aside before it was killed, and somebody needs after all. */
async function bringBack(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const own = /^(.+)\.\d+\.\d+\.going$/.exec(name)?.[1]
    if (own === undefined || names.includes(own)) continue
    // Fresh, for it may take the place of what somebody has just kept.
    if (await touched(join(folder, name), new Date())) await rename(join(folder, name), join(folder, own))
  }
}

/**
 * False where there is nothing, or something fresh. What is old is set aside first and looked at again: a writer
 * who kept the same bytes in between has touched it and gets it back, a later one writes it anew. One who touches
 * it after that second look finds its place empty (`keptAgain`).
 */
async function takeAway(path: string): Promise<boolean> {
  const isFresh = async (place: string) => {
    const found = await stat(place).catch(ignoreMissing)
    return found === null || Date.now() - found.mtimeMs < freshMilliseconds
  }
  if (await isFresh(path)) return false
  const aside = isAside(path) ? path : `${path}.${process.pid}.${counter++}.going`
  if (aside !== path && !(await renamed(path, aside))) return false
  if (await isFresh(aside)) {
    await renamed(aside, path)
    return false
  }
  await rm(aside, { force: true })
  return true
}

/** Nobody ever sees half a file: it is written under another name and on disk before it gets its own. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const known = await stat(path).catch(ignoreMissing)
  const now = new Date()
  if (known?.size === bytes.byteLength && (await keptAgain(path, now))) return
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

async function writePieces(path: string, pieces: AsyncIterable<string>) {
  await mkdir(dirname(path), { recursive: true })
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece)
      hash.update(bytes)
      size += bytes.byteLength
      await file.writeFile(bytes)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { digest: hash.digest('hex'), size }
}

/**
 * The system finds a file by its name before it touches it: in between it may have been taken away, and what was
 * touched then is nothing. Only what still stands in its place is seen as fresh by whoever takes away.
 */
const keptAgain = async (path: string, now: Date): Promise<boolean> =>
  (await touched(path, now)) && (await stat(path).catch(ignoreMissing)) !== null

/** False where somebody else has just taken it away. */
const renamed = async (path: string, to: string): Promise<boolean> =>
  (await rename(path, to).then(() => true, ignoreMissing)) ?? false

/** False where it has just been taken away. */
const touched = async (path: string, now: Date): Promise<boolean> =>
  (await utimes(path, now, now).then(() => true, ignoreMissing)) ?? false

let counter = 0

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
