/** One row being edited: read, changed, checked, saved, moved, deleted. */
import { computed, reactive, ref, shallowRef } from 'vue'
import type { Resource } from '#contract/kit/resource.ts'
import { newKey } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'
import { asProblem, type Problem } from '#web/kit/client/problem.ts'
import type { RowData } from './fields.ts'
import { changesOf, faultOf, faultsOf, newValues, type Values, valuesOf } from './form-values.ts'
import { apiPath } from './record-paths.ts'
import type { RecordWords } from './record-words.ts'

export type RecordForm = ReturnType<typeof useRecordForm>

/** `id` is an id, a natural key, or `new`. */
export function useRecordForm(
  record: Resource,
  id: string,
  given: Readonly<Record<string, string>>,
  words: () => RecordWords,
) {
  const isNew = id === 'new'
  const row = shallowRef<RowData | null>(null)
  const values = ref<Values>(isNew ? newValues(record, given) : {})
  const faults = reactive<Record<string, string>>({})
  /** Texts typed that are no values yet, by field. */
  const unreadable = reactive<Record<string, string>>({})
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(!isNew)
  const saving = ref(false)
  /** The row as somebody else saved it while it was edited here. */
  const theirs = shallowRef<RowData | null>(null)
  const before = computed(() => (row.value === null ? null : valuesOf(record, row.value)))
  const start = isNew ? JSON.stringify(values.value) : ''
  const gone = ref(false)
  const dirty = computed(() => {
    if (gone.value) return false
    if (isNew) return JSON.stringify(values.value) !== start
    return before.value !== null && Object.keys(changesOf(record, values.value, before.value)).length > 0
  })
  // Kept over attempts, so that a creation whose answer was lost is not made twice.
  let key = newKey()

  function take(next: RowData): void {
    row.value = next
    values.value = valuesOf(record, next)
    clearFaults()
    problem.value = null
  }

  function clearFaults(): void {
    for (const name of Object.keys(faults)) delete faults[name]
  }

  async function load(): Promise<void> {
    if (isNew) return
    loading.value = true
    try {
      take(await api.get<RowData>(apiPath(record, id)))
    } catch (thrown) {
      problem.value = asProblem(thrown)
    }
    loading.value = false
  }

  function set(name: string, value: unknown): void {
    values.value = { ...values.value, [name]: value }
    if (faults[name] && faultOf(record, name, values.value) === null) delete faults[name]
    for (const inner of Object.keys(faults)) if (inner.startsWith(`${name}/`)) delete faults[inner]
  }

  function check(name: string): void {
    const fault = faultOf(record, name, values.value)
    if (fault === null) delete faults[name]
    else if (!isNew || values.value[name]) faults[name] = words().fault(fault)
  }

  /** True when there is nothing to mend; the page shows the faults else. */
  function checkAll(sent: Values): boolean {
    clearFaults()
    for (const fault of faultsOf(record, sent, isNew ? 'create' : 'patch')) {
      faults[fault.pointer.slice(1)] ??= words().fault(fault)
    }
    Object.assign(faults, unreadable)
    return Object.keys(faults).length === 0
  }

  /** The row as saved, null where it was not. */
  async function save(): Promise<RowData | null> {
    const sent = changesOf(record, values.value, before.value)
    problem.value = null
    if (!checkAll(sent)) return null
    return run(async () => {
      const next = isNew
        ? await api.post<RowData>(apiPath(record), sent, { key })
        : await api.patch<RowData>(apiPath(record, row.value?.id ?? id), sent, {
            version: row.value?.version,
          })
      key = newKey()
      if (isNew) gone.value = true
      take(next)
      return next
    })
  }

  function move(name: string): Promise<RowData | null> {
    return run(async () => {
      const next = await api.post<RowData>(
        apiPath(record, row.value?.id ?? id, name),
        {},
        { version: row.value?.version },
      )
      take(next)
      return next
    })
  }

  function remove(): Promise<boolean | null> {
    return run(async () => {
      await api.remove(apiPath(record, row.value?.id ?? id), { version: row.value?.version })
      gone.value = true
      return true
    })
  }

  async function run<T>(work: () => Promise<T>): Promise<T | null> {
    saving.value = true
    problem.value = null
    try {
      return await work()
    } catch (thrown) {
      await take412(asProblem(thrown))
      return null
    } finally {
      saving.value = false
    }
  }

  async function take412(failed: Problem): Promise<void> {
    if (failed.status === 412 && row.value !== null) {
      theirs.value = await api.get<RowData>(apiPath(record, row.value.id)).catch(() => null)
      if (theirs.value !== null) return
    }
    problem.value = failed
    for (const [name, detail] of Object.entries(failed.fields)) faults[name] = detail
    // A refused attempt is over: the next one is another request.
    if (failed.status >= 400 && failed.status < 500) key = newKey()
  }

  /** Goes on from what others saved: with my changes on top of it, or without them. */
  function settle(keepMine: boolean): void {
    const mine = before.value === null ? {} : changesOf(record, values.value, before.value)
    const labels = Object.fromEntries(
      Object.keys(mine).map((name) => [`${name}_name`, values.value[`${name}_name`]]),
    )
    const kept = Object.fromEntries(Object.keys(mine).map((name) => [name, values.value[name]]))
    if (theirs.value !== null) take(theirs.value)
    theirs.value = null
    if (keepMine) values.value = { ...values.value, ...labels, ...kept }
  }

  function discard(): void {
    if (row.value !== null) take(row.value)
    else values.value = newValues(record, given)
    clearFaults()
  }

  return {
    isNew,
    row,
    values,
    faults,
    unreadable,
    problem,
    loading,
    saving,
    theirs,
    before,
    dirty,
    load,
    set,
    check,
    save,
    move,
    remove,
    settle,
    discard,
  }
}
