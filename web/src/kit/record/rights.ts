/** What this reader may do with rows of a record in the active organization. */
import { computed, type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue'
import { isCreatable, permissionOf, type Resource } from '#contract/kit/resource.ts'
import { useSession } from '#web/kit/client/session.ts'

export interface Rights {
  readonly add: boolean
  readonly export: boolean
  readonly import: boolean
  readonly trail: boolean
}

export function useRights(given: MaybeRefOrGetter<Resource>): ComputedRef<Rights> {
  const session = useSession()
  return computed(() => {
    const record = toValue(given)
    const written = isCreatable(record)
    return {
      add: written && session.may(permissionOf(record, 'add')),
      export: session.mayAnywhere(permissionOf(record, 'export')),
      import: written && session.may(permissionOf(record, 'import')),
      trail: session.mayAnywhere('audit.view_auditlog'),
    }
  })
}
