/** An import as its page sees it: sent, watched until it is done, and the account of its rows. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Resource } from '#contract/kit/resource.ts'
import type { Page } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'
import { apiPath } from '#web/kit/record/record-paths.ts'

export interface Job {
  readonly id: string
  readonly status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled'
  readonly is_dry_run: 'yes' | 'no'
  readonly total_rows: number
  readonly done_rows: number
  readonly loaded_rows: number
  readonly unchanged_rows: number
  readonly skipped_rows: number
  readonly failed_rows: number
  readonly result_log: { readonly error?: string }
}

export interface JobRow {
  readonly id: string
  readonly row_number: number
  readonly row_key: string
  readonly outcome: string
  readonly reason: string
  readonly errors: readonly { readonly field: string; readonly message: string }[]
  readonly cells: Readonly<Record<string, string>>
}

export const outcomes = ['failed', 'skipped', 'loaded', 'unchanged'] as const
export type Outcome = (typeof outcomes)[number]

const pauseInMilliseconds = 400
const pageSize = 100
/** A list reaches no deeper than its ten thousandth row. */
const mostPages = 100

export interface Upload {
  readonly record: Resource
  readonly file: File
  /** Field by column of the file. */
  readonly mapping: Readonly<Record<string, string>>
  readonly isDryRun: boolean
}

export function useImportJob() {
  const job = shallowRef<Job | null>(null)
  const sending = ref(false)
  const problem = shallowRef<unknown>(null)
  const running = computed(() => sending.value || ['pending', 'running'].includes(job.value?.status ?? ''))
  let timer: ReturnType<typeof setTimeout> | undefined
  let current = ''

  async function start({ record, file, mapping, isDryRun }: Upload): Promise<void> {
    clear()
    const form = new FormData()
    form.set('mapping', JSON.stringify(mapping))
    form.set('dry_run', String(isDryRun))
    form.set('file', file)
    sending.value = true
    try {
      const { job_id: id } = await api.post<{ job_id: string }>(apiPath(record, 'import'), form)
      current = id
      await watchJob(id)
    } catch (thrown) {
      problem.value = thrown
    }
    sending.value = false
  }

  async function watchJob(id: string): Promise<void> {
    if (current !== id) return
    try {
      job.value = await api.get<Job>(`data-jobs/${id}/`)
      problem.value = null
    } catch (thrown) {
      problem.value = thrown
    }
    if (job.value === null || running.value) timer = setTimeout(() => void watchJob(id), pauseInMilliseconds)
  }

  function clear(): void {
    clearTimeout(timer)
    current = ''
    job.value = null
    problem.value = null
  }

  onScopeDispose(clear)
  return { job, problem, running, start, clear }
}

export function readRows(job: string, outcome: Outcome, page = 1): Promise<Page<JobRow>> {
  return api.get<Page<JobRow>>('data-job-rows/', {
    query: { data_job: job, outcome, page, page_size: pageSize, ordering: 'row_number' },
  })
}

export async function readAllRows(job: string, outcome: Outcome): Promise<readonly JobRow[]> {
  const rows: JobRow[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const { results, next } = await readRows(job, outcome, page)
    rows.push(...results)
    if (next === null) break
  }
  return rows
}
