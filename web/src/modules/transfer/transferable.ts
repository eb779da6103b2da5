/** The records this reader may import or export, by their names in his language. */
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { records } from '#contract/modules.ts'
import { useSession } from '#web/kit/client/session.ts'
import { useWordsOf } from '#web/kit/record/record-words.ts'

export interface Transferable {
  readonly record: Resource
  readonly label: string
}

export function useTransferable(verb: 'import' | 'export'): ComputedRef<readonly Transferable[]> {
  const session = useSession()
  const words = useWordsOf()
  const { locale } = useI18n()
  return computed(() =>
    [...records.values()]
      .filter((record) => record.partOf === undefined && session.may(permissionOf(record, verb)))
      .map((record) => ({ record, label: words(record.name).many }))
      .toSorted((one, other) => one.label.localeCompare(other.label, locale.value)),
  )
}
