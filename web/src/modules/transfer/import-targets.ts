/** The fields a file may fill, in the reader's words. */
import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Resource } from '#contract/kit/resource.ts'
import { api } from '#web/kit/client/connection.ts'
import { fieldAt } from '#web/kit/record/fields.ts'
import { apiPath } from '#web/kit/record/record-paths.ts'
import { loadWords, useWordsOf } from '#web/kit/record/record-words.ts'
import type { Target } from './match-columns.ts'

interface Answer {
  readonly columns: readonly Target[]
  readonly key: readonly string[]
}

export function useTargets(record: ComputedRef<Resource | null>) {
  const { locale } = useI18n()
  const words = useWordsOf()
  const answer = shallowRef<Answer | null>(null)
  const problem = shallowRef<unknown>(null)
  const labelOf = (name: string, given: string): string => {
    const known = record.value
    if (known === null || name === 'id') return name === 'id' ? 'ID' : given
    const [head = '', part] = name.split('.')
    if (known.fields[head] === undefined) return given
    if (part === undefined || fieldAt(known, name) !== null) return words(known.name).field(name)
    return `${words(known.name).field(head)} (${part})`
  }
  const targets = computed<readonly Target[]>(() =>
    (answer.value?.columns ?? []).map((target) => ({ ...target, label: labelOf(target.name, target.label) })),
  )
  const key = computed(() => (answer.value?.key ?? []).map((name) => labelOf(name, name)))
  watch(
    [record, locale],
    async ([next]) => {
      answer.value = null
      problem.value = null
      if (next === null) return
      try {
        await loadWords(locale.value, next)
        const given = await api.get<Answer>(apiPath(next, 'import'))
        if (record.value === next) answer.value = given
      } catch (thrown) {
        problem.value = thrown
      }
    },
    { immediate: true },
  )
  return { targets, key, problem }
}
