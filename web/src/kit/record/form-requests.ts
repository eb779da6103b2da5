/** What a form asks of the server: read, save, move, delete; and what it makes of a refusal. */
import type { Resource } from '#contract/kit/resource.ts'
import { keyAfter, newKey, type RequestOptions } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'
import { asProblem, type Problem } from '#web/kit/client/problem.ts'
import type { RowData } from './fields.ts'
import type { FormState } from './form-state.ts'
import { apiPath } from './record-paths.ts'

export function useFormRequests(record: Resource, id: string, state: FormState) {
  const isNew = id === 'new'
  const { row, problem, loading, gone } = state
  // Kept over attempts, so that a creation whose answer was lost is not made twice.
  let key = newKey()

  const path = (...rest: string[]) => apiPath(record, row.value?.id ?? id, ...rest)
  const version = (): RequestOptions =>
    row.value?.version === undefined ? {} : { version: row.value.version }

  // A refused attempt is over: the next one is another request.
  const renew = (failed: Problem) => void (key = keyAfter(failed, key))
  const run = <T>(work: () => Promise<T>) => attempt(record, state, work, renew)

  async function load(): Promise<void> {
    if (isNew) return
    loading.value = true
    try {
      state.take(await api.get<RowData>(path()))
    } catch (thrown) {
      problem.value = asProblem(thrown)
    }
    loading.value = false
  }

  /** The row as saved, null where it was not. */
  function send(sent: unknown): Promise<RowData | null> {
    return run(async () => {
      const next = isNew
        ? await api.post<RowData>(apiPath(record), sent, { key })
        : await api.patch<RowData>(path(), sent, version())
      if (isNew) gone.value = true
      state.take(next)
      return next
    })
  }

  /** `body` is what some moves take: the changes of an amendment. */
  function move(name: string, body: unknown = {}): Promise<RowData | null> {
    return run(async () => {
      const next = await api.post<RowData>(path(name), body, version())
      state.take(next)
      return next
    })
  }

  function remove(): Promise<boolean | null> {
    return run(async () => {
      await api.remove(path(), version())
      gone.value = true
      return true
    })
  }

  return { load, send, move, remove }
}

/** Null where the server refused; the state then says why. */
async function attempt<T>(
  record: Resource,
  state: FormState,
  work: () => Promise<T>,
  refused: (failed: Problem) => void,
): Promise<T | null> {
  state.saving.value = true
  state.problem.value = null
  try {
    return await work()
  } catch (thrown) {
    refused(asProblem(thrown))
    await takeRefusal(record, asProblem(thrown), state)
    return null
  } finally {
    state.saving.value = false
  }
}

/** Somebody else was first: the page compares. Anything else is shown, on its field where it has one. */
async function takeRefusal(record: Resource, failed: Problem, state: FormState): Promise<void> {
  const { row, theirs, problem, faults } = state
  if (failed.status === 412 && row.value !== null) {
    theirs.value = await api.get<RowData>(apiPath(record, row.value.id)).catch(() => null)
    if (theirs.value !== null) return
  }
  problem.value = failed
  Object.assign(faults, failed.fields)
}
