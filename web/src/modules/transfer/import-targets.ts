/** The fields a file may fill, in the reader's words, and the records this reader may import. */
import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { records } from '#contract/modules.ts'
import { api } from '#web/kit/client/connection.ts'
import { useSession } from '#web/kit/client/session.ts'
import { fieldAt } from '#web/kit/record/fields.ts'
import { apiPath } from '#web/kit/record/record-paths.ts'
import { loadWords, useWordsOf } from '#web/kit/record/record-words.ts'
import type { Target } from './match-columns.ts'

interface Answer {
  readonly columns: readonly Target[]
  readonly key: readonly string[]
}

export interface Importable {
  readonly record: Resource
  readonly label: string
}

export function useImportables(): ComputedRef<readonly Importable[]> {
  const session = useSession()
  const words = useWordsOf()
  const { locale } = useI18n()
  return computed(() =>
    [...records.values()]
      .filter((record) => record.partOf === undefined && session.may(permissionOf(record, 'import')))
      .map((record) => ({ record, label: words(record.name).many }))
      .toSorted((one, other) => one.label.localeCompare(other.label, locale.value)),
  )
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
