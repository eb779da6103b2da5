/** One row being edited: read, changed, checked, saved, moved, deleted. */
import type { Resource } from '#contract/kit/resource.ts'
import type { RowData } from './fields.ts'
import { useFormRequests } from './form-requests.ts'
import { useFormState } from './form-state.ts'
import { faultOf, faultsOf } from './form-values.ts'
import { leaveInput } from '#web/look/input/unsettled.ts'
import type { RecordWords } from './record-words.ts'

export type RecordForm = ReturnType<typeof useRecordForm>

/** `id` is an id, a natural key, or `new`; `given` are values for a new row, from the address. */
export function useRecordForm(
  record: Resource,
  id: string,
  given: Readonly<Record<string, string>>,
  words: () => RecordWords,
) {
  const isNew = id === 'new'
  const state = useFormState(record, isNew, given)
  const { send, ...requests } = useFormRequests(record, id, state)
  const { values, faults, unreadable } = state

  function set(name: string, value: unknown): void {
    values.value = { ...values.value, [name]: value }
    if (faults[name] && faultOf(record, name, values.value) === null) delete faults[name]
    for (const inner of Object.keys(faults)) if (inner.startsWith(`${name}/`)) delete faults[inner]
  }

  /** Checks a field that the reader left; what was never typed is asked for only when saving. */
  function check(name: string): void {
    const fault = faultOf(record, name, values.value)
    if (fault === null) delete faults[name]
    else if (!isNew || values.value[name]) faults[name] = words().fault(fault)
  }

  /** True when there is nothing to mend. */
  function checkAll(): boolean {
    state.clearFaults()
    for (const fault of faultsOf(record, state.changes.value, isNew ? 'create' : 'patch')) {
      faults[fault.pointer.slice(1)] ??= words().fault(fault)
    }
    Object.assign(faults, unreadable)
    return Object.keys(faults).length === 0
  }

  /** The row as saved, null where it was not. */
  async function save(): Promise<RowData | null> {
    state.problem.value = null
    state.saving.value = true
    await leaveInput()
    state.saving.value = false
    return checkAll() ? await send(state.changes.value) : null
  }

  return { ...state, ...requests, isNew, set, check, save }
}
