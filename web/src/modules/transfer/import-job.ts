/** An import as its page sees it: sent, watched until it is done, and the account of its rows. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Resource } from '#contract/kit/resource.ts'
import type { Notation } from '#contract/transfer/data-job.ts'
import type { Page } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'
import type { Encoding } from './file-guess.ts'
import { apiPath } from '#web/kit/record/record-paths.ts'
import { cancelJob, isUnderWay, type Job } from './job.ts'

export interface Finding {
  readonly field: string
  readonly message: string
}

export interface JobRow {
  readonly id: string
  readonly row_number: number
  readonly row_key: string
  readonly outcome: string
  readonly reason: string
  readonly errors: readonly Finding[]
  /** Of values that were left out. */
  readonly warnings: readonly Finding[]
  readonly cells: Readonly<Record<string, string>>
}

/** `warned` are loaded ones too, `waiting` those that a job called off did not come to. */
export const outcomes = ['failed', 'warned', 'skipped', 'loaded', 'unchanged', 'waiting'] as const
export type Outcome = (typeof outcomes)[number]

export const strictnesses = ['strict', 'normal', 'lenient'] as const
export type Strictness = (typeof strictnesses)[number]

const pauseInMilliseconds = 400
const pageSize = 100
/** A list reaches no deeper than its ten thousandth row. */
const mostPages = 100

export interface Upload {
  readonly record: Resource
  readonly file: File
  /** Field by column of the file. */
  readonly mapping: Readonly<Record<string, string>>
  readonly strictness: Strictness
  readonly notation: Notation
  readonly encoding: Encoding
  readonly isDryRun: boolean
}

export function useImportJob() {
  const job = shallowRef<Job | null>(null)
  const sending = ref(false)
  const problem = shallowRef<unknown>(null)
  const running = computed(() => sending.value || (job.value !== null && isUnderWay(job.value)))
  let timer: ReturnType<typeof setTimeout> | undefined
  let current = ''

  async function start({ record, file, mapping, isDryRun, ...asked }: Upload): Promise<void> {
    clear()
    const form = new FormData()
    form.set('mapping', JSON.stringify(mapping))
    form.set('dry_run', String(isDryRun))
    for (const [name, value] of Object.entries(asked)) form.set(name, value)
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

  /** The next look at the job shows that it has ended. */
  async function cancel(): Promise<void> {
    try {
      if (current !== '') job.value = await cancelJob<Job>(current)
    } catch (thrown) {
      problem.value = thrown
    }
  }

  function clear(): void {
    clearTimeout(timer)
    current = ''
    job.value = null
    problem.value = null
  }

  onScopeDispose(clear)
  return { job, problem, running, start, cancel, clear }
}

export function readRows(job: string, outcome: Outcome, page = 1): Promise<Page<JobRow>> {
  return api.get<Page<JobRow>>('data-job-rows/', {
    query: {
      data_job: job,
      ...(outcome === 'warned' ? { is_warned: true } : { outcome }),
      page,
      page_size: pageSize,
      ordering: 'row_number',
    },
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
