/** The background jobs of everybody as their page watches them: one part at a time, anew while something moves. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { type BackgroundJob, type JobStatus, jobStatuses } from '#contract/transfer/background-job.ts'
import type { Page } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'

const parts = {
  all: jobStatuses,
  under_way: ['pending', 'running'],
  failed: ['failed'],
  ended: ['completed', 'cancelled'],
} as const satisfies Readonly<Record<string, readonly JobStatus[]>>
export type Part = keyof typeof parts
export const partNames = Object.keys(parts) as Part[]

type Answer = Page<BackgroundJob> & { readonly counts: Readonly<Record<JobStatus, number>> }

const path = 'background-jobs/'
const pauseInMilliseconds = 2000

export function useMonitoredJobs() {
  const part = ref<Part>('all')
  const page = ref(1)
  const answer = shallowRef<Answer | null>(null)
  const problem = shallowRef<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function load(): Promise<void> {
    clearTimeout(timer)
    const mine = ++asked
    try {
      const query = { status: parts[part.value].join(','), page: page.value }
      const given = await api.get<Answer>(path, { query })
      if (mine !== asked) return
      answer.value = given
      problem.value = null
    } catch (thrown) {
      if (mine !== asked) return
      problem.value = thrown
      return
    }
    if (countOf('under_way') > 0) timer = setTimeout(() => void load(), pauseInMilliseconds)
  }

  const countOf = (one: Part): number =>
    parts[one].reduce((sum, status) => sum + (answer.value?.counts[status] ?? 0), 0)

  watch(part, () => {
    page.value = 1
  })
  watch([part, page], () => void load(), { immediate: true })
  onScopeDispose(() => {
    asked += 1
    clearTimeout(timer)
  })

  return {
    part,
    page,
    problem,
    load,
    countOf,
    jobs: computed(() => answer.value?.results ?? null),
    count: computed(() => answer.value?.count ?? 0),
    async move({ id }: BackgroundJob, verb: 'cancel' | 'retry'): Promise<void> {
      await api.post(`${path}${id}/${verb}/`, {})
      await load()
    },
  }
}
