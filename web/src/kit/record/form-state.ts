/** What a form holds: the row as read, the values as typed, and what is wrong with them. */
import { computed, reactive, ref, shallowRef } from 'vue'
import type { Resource } from '#contract/kit/resource.ts'
import type { Problem } from '#web/kit/client/problem.ts'
import type { RowData } from './fields.ts'
import { changesOf, newValues, type Values, valuesOf } from './form-values.ts'

export type FormState = ReturnType<typeof useFormState>

/** `given` are values for a new row, from the address. */
export function useFormState(record: Resource, isNew: boolean, given: Readonly<Record<string, string>>) {
  const held = heldByForm(isNew ? newValues(record, given) : {}, isNew)
  const { row, values, faults, unreadable, problem, theirs, gone } = held
  const start = JSON.stringify(values.value)
  /** How often all was begun anew: inputs are too, with what they could not read. */
  const rounds = ref(0)
  const before = computed(() => (row.value === null ? null : valuesOf(record, row.value)))
  const changes = computed(() => changesOf(record, values.value, before.value))
  const dirty = computed(() => {
    if (gone.value) return false
    if (isNew) return JSON.stringify(values.value) !== start
    return before.value !== null && Object.keys({ ...changes.value, ...unreadable }).length > 0
  })

  function take(next: RowData): void {
    row.value = next
    values.value = valuesOf(record, next)
    clearFaults()
    problem.value = null
  }

  function clearFaults(): void {
    for (const name of Object.keys(faults)) delete faults[name]
  }

  function setFault(name: string, message: string | undefined): void {
    for (const told of [unreadable, faults]) {
      if (message === undefined) delete told[name]
      else told[name] = message
    }
  }

  function discard(): void {
    for (const name of Object.keys(unreadable)) delete unreadable[name]
    rounds.value += 1
    if (row.value !== null) return take(row.value)
    values.value = newValues(record, given)
    clearFaults()
  }

  /** Goes on from what others saved: with my changes on top of it, or without them. */
  function settle(keepMine: boolean): void {
    const mine = Object.keys(changes.value).flatMap((name) => [name, `${name}_name`])
    const kept = Object.fromEntries(mine.map((name) => [name, values.value[name]]))
    if (theirs.value !== null) take(theirs.value)
    theirs.value = null
    if (keepMine) values.value = { ...values.value, ...kept }
  }

  return { ...held, before, changes, dirty, rounds, take, clearFaults, setFault, discard, settle }
}

function heldByForm(start: Values, isNew: boolean) {
  const row = shallowRef<RowData | null>(null)
  const values = ref<Values>(start)
  const faults = reactive<Record<string, string>>({})
  /** Texts typed that are no values yet, by field. */
  const unreadable = reactive<Record<string, string>>({})
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(!isNew)
  const saving = ref(false)
  /** The row as somebody else saved it while it was edited here. */
  const theirs = shallowRef<RowData | null>(null)
  /** Saved as a new row, or deleted: there is nothing left to lose. */
  const gone = ref(false)
  return { row, values, faults, unreadable, problem, loading, saving, theirs, gone }
}
