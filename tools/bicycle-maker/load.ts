/** Loads what was mapped through the public import, file by file, and keeps the account of every row. */
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client, Json } from './client.ts'
import type { Photo } from './map-catalogue.ts'
import { type Mapped, writeMapped } from './source.ts'

export interface Account {
  readonly title: string
  readonly rows: number
  readonly loaded: number
  readonly unchanged: number
  readonly skipped: number
  readonly failed: number
  readonly milliseconds: number
  /** Each reason with how many rows have it. */
  readonly reasons: readonly string[]
}

/** Told of each step: what it is, how far it is. */
export type Progress = (title: string, done: number, total: number) => void

async function loadMapped(
  client: Client,
  mapped: Mapped,
  number: number,
  folder: string,
  progress: Progress,
): Promise<Account> {
  const started = Date.now()
  progress(mapped.title, 0, mapped.rows.length)
  const file = writeMapped(folder, number, mapped)
  const { job_id: id } = await client.upload(
    `${mapped.path}/import/`,
    `${mapped.title}.csv`,
    readFileSync(file),
  )
  let job: Json = await client.get(`data-jobs/${id}/`)
  // Small files are done at once, large ones need not be asked for often.
  let wait = 20
  while (job.status === 'pending' || job.status === 'running') {
    progress(mapped.title, job.done_rows, job.total_rows)
    await pause(wait)
    wait = Math.min(2 * wait, 400)
    job = await client.get(`data-jobs/${id}/`)
  }
  progress(mapped.title, job.done_rows, job.total_rows)
  if (job.status !== 'completed') throw new Error(`${mapped.title}: ${job.result_log.error ?? job.status}`)
  return {
    title: mapped.title,
    rows: job.total_rows,
    loaded: job.loaded_rows,
    unchanged: job.unchanged_rows,
    skipped: job.skipped_rows,
    failed: job.failed_rows,
    milliseconds: Date.now() - started,
    reasons: [
      ...(job.skipped_rows > 0 ? await reasons(client, id, 'skipped') : []),
      ...(job.failed_rows > 0 ? await reasons(client, id, 'failed') : []),
    ],
  }
}

async function reasons(client: Client, job: string, outcome: string): Promise<readonly string[]> {
  const { results } = await client.get(`data-job-rows/?data_job=${job}&outcome=${outcome}&page_size=100`)
  const groups = Map.groupBy(results as readonly Json[], ({ reason, errors }) =>
    errors.length === 0 ? reason : errors.map(({ field, message }: Json) => `${field}: ${message}`).join(' '),
  )
  return [...groups].map(([reason, rows]) => {
    const keys = rows.slice(0, 5).map(({ row_number, row_key }) => `${row_key || `row ${row_number}`}`)
    return `${outcome} ${rows.length}: ${reason} (${keys.join(', ')}${rows.length > 5 ? ', …' : ''})`
  })
}

/** Stores each picture once, known by its name; gives the rows that tie products to them. */
async function loadPhotos(
  client: Client,
  photos: readonly Photo[],
  progress: Progress,
): Promise<{ readonly account: Account; readonly images: Mapped }> {
  const started = Date.now()
  const known = await storedPhotos(client)
  let loaded = 0
  const rows: Record<string, string>[] = []
  for (const [index, { filename, bytes, skus }] of photos.entries()) {
    progress('Pictures', index, photos.length)
    let id = known.get(filename)
    if (id === undefined) {
      id = (await client.upload('files/upload/', filename, new Uint8Array(bytes))).id as string
      known.set(filename, id)
      loaded += 1
    }
    for (const sku of skus) rows.push({ product: sku, file: id, is_primary: 'true' })
  }
  progress('Pictures', photos.length, photos.length)
  const account = {
    title: 'Pictures',
    rows: photos.length,
    loaded,
    unchanged: photos.length - loaded,
    skipped: 0,
    failed: 0,
    milliseconds: Date.now() - started,
    reasons: [],
  }
  return { account, images: { path: 'product-images', title: 'Product images', rows } }
}

async function storedPhotos(client: Client): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  for (let page = 1; ; page += 1) {
    const { results, next } = await client.get(`files/?search=bicycle-&page_size=100&page=${page}`)
    for (const file of results)
      if (!known.has(file.original_filename)) known.set(file.original_filename, file.id)
    if (next === null) return known
  }
}

export async function loadAll(
  client: Client,
  mapped: readonly Mapped[],
  photos: readonly Photo[],
  folder: string,
  progress: Progress,
): Promise<readonly Account[]> {
  const accounts: Account[] = []
  for (const [index, one] of mapped.entries()) {
    accounts.push(await loadMapped(client, one, index + 1, folder, progress))
  }
  if (photos.length === 0) return accounts
  const { account, images } = await loadPhotos(client, photos, progress)
  accounts.push(account, await loadMapped(client, images, mapped.length + 1, folder, progress))
  return accounts
}
