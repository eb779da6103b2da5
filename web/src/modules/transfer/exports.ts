/** The reader's own exports. They are watched on while he looks at other pages, and he is told when one is done. */
import { shallowRef } from 'vue'
import type { Resource } from '#contract/kit/resource.ts'
import type { Page, Query } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'
import { useNotify } from '#web/kit/client/notify.ts'
import { Problem } from '#web/kit/client/problem.ts'
import { apiPath } from '#web/kit/record/record-paths.ts'
import { useWordsOf } from '#web/kit/record/record-words.ts'
import { cancelJob, isUnderWay, type Job } from './job.ts'
import { useTransferTexts } from './transfer-texts.ts'

export interface ExportJob extends Job {
  readonly record: string
  readonly output_bytes: number | null
  readonly expires_at: string | null
  readonly created_at: string
}

const pauseInMilliseconds = 700
const shown = 10
const question = { job_type: 'export', ordering: '-created_at', page_size: shown }

/** Of the browser's page, not of a component: a watch goes on when its page is left. */
const jobs = shallowRef<readonly ExportJob[] | null>(null)
const problem = shallowRef<unknown>(null)
let timer: ReturnType<typeof setTimeout> | undefined
/** Those whose end is still to be told: begun here, or seen under way. One may be through before it is first seen. */
const awaited = new Set<string>()
let asked = 0
let tell: (job: ExportJob) => void = () => undefined

async function load(): Promise<void> {
  clearTimeout(timer)
  const turn = ++asked
  try {
    const { results } = await api.get<Page<ExportJob>>('data-jobs/', { query: question })
    // An answer that was overtaken tells of what was before.
    if (turn !== asked) return
    jobs.value = results
    problem.value = null
  } catch (thrown) {
    if (turn === asked) problem.value = thrown
    return
  }
  for (const job of jobs.value) {
    if (isUnderWay(job)) awaited.add(job.id)
    else if (awaited.delete(job.id)) tell(job)
  }
  if (jobs.value.some(isUnderWay)) timer = setTimeout(() => void load(), pauseInMilliseconds)
}

export function useExports() {
  const t = useTransferTexts()
  const notify = useNotify()
  const words = useWordsOf()
  tell = (job) => {
    const name = words(job.record).many
    if (job.status === 'completed') notify.success(t('export.ready', { name }), t('export.ready_detail'))
    else if (job.status === 'failed')
      notify.failure(
        new Problem({
          status: 0,
          code: 'transfer.export_failed',
          title: t('export.broken', { name }),
          detail: job.result_log.error ?? '',
        }),
      )
  }
  return {
    jobs,
    problem,
    load,
    async start(record: Resource, query: Query): Promise<void> {
      const { job_id: id } = await api.post<{ job_id: string }>(apiPath(record, 'export'), {}, { query })
      awaited.add(id)
      await load()
    },
    async cancel(id: string): Promise<void> {
      await cancelJob(id)
      await load()
    },
  }
}
