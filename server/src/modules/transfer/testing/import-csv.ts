/** Uploads CSV as a client does and waits for its job, for tests. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type ApiAnswer, type ApiClient, answerFrom, assertStatus } from '#server/testing/api-client.ts'

export interface ImportOptions {
  readonly mapping?: object
  readonly isDryRun?: boolean
  readonly strictness?: string
  readonly notation?: string
  readonly encoding?: string
  readonly organization?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** `path` is the plural: `warehouses`. */
export async function upload(
  client: ApiClient,
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
  options: ImportOptions = {},
): Promise<ApiAnswer> {
  const form = new FormData()
  if (options.mapping !== undefined) form.set('mapping', JSON.stringify(options.mapping))
  if (options.isDryRun) form.set('dry_run', 'true')
  if (options.strictness !== undefined) form.set('strictness', options.strictness)
  for (const name of ['notation', 'encoding'] as const) {
    if (options[name] !== undefined) form.set(name, options[name])
  }
  if (options.organization !== undefined) form.set('organization', options.organization)
  form.set('file', new Blob([content], { type: 'text/csv' }), `${path}.csv`)
  const headers: Record<string, string> = { 'idempotency-key': randomUUID(), ...options.headers }
  if (client.account !== null) headers.authorization = `Bearer ${await client.token()}`
  if (client.organization !== null) headers['x-organization'] = client.organization
  return answerFrom(
    await fetch(`${client.url}/api/v1/${path}/import/`, { method: 'POST', headers, body: form }),
  )
}

/** Imports and gives the finished job. */
export async function importCsv(
  client: ApiClient,
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
  options: ImportOptions = {},
): Promise<ApiAnswer['body']> {
  const { body } = assertStatus(await upload(client, path, content, options), 202)
  return finished(client, body.job_id)
}

export async function finished(client: ApiClient, id: string): Promise<ApiAnswer['body']> {
  for (;;) {
    const { body } = assertStatus(await client.get(`/api/v1/data-jobs/${id}/`), 200)
    if (['completed', 'failed', 'cancelled'].includes(body.status)) return body
    await pause(20)
  }
}

export interface Account {
  readonly loaded: number
  readonly unchanged: number
  readonly skipped: number
  readonly failed: number
}

export const accountOf = (job: ApiAnswer['body']): Account => ({
  loaded: job.loaded_rows,
  unchanged: job.unchanged_rows,
  skipped: job.skipped_rows,
  failed: job.failed_rows,
})

/** The job came through, and these are its sums; rows not named are none. */
export function assertAccount(job: ApiAnswer['body'], account: Partial<Account>): void {
  assert.equal(job.status, 'completed', JSON.stringify(job.result_log))
  assert.deepEqual(accountOf(job), { loaded: 0, unchanged: 0, skipped: 0, failed: 0, ...account })
}

export async function exportCsv(client: ApiClient, path: string, query = ''): Promise<string> {
  return assertStatus(await client.get(`/api/v1/${path}/export/${query}`), 200).body
}

/** The rows of a job's account with one outcome, in the order of the file. */
export async function rowsOf(client: ApiClient, job: string, outcome: string): Promise<ApiAnswer['body'][]> {
  const path = `/api/v1/data-job-rows/?data_job=${job}&outcome=${outcome}&page_size=100`
  return assertStatus(await client.get(path), 200).body.results
}
