/** What the server will take where a field is left empty, by name: from the preview's ids. */
import { shallowRef, watch } from 'vue'
import type { Resource } from '#contract/kit/resource.ts'
import type { RecordName } from '#contract/record-names.ts'
import { recordPaths } from '#contract/record-names.ts'
import { api, connection } from '#web/kit/client/connection.ts'
import { definitionOf, nameOfRow, type RowData } from '#web/kit/record/fields.ts'

const known = new Map<string, Promise<string>>()

function nameOf(record: RecordName, id: string): Promise<string> {
  const key = `${connection.language} ${id}`
  const read = async () => {
    const row = await api.get<RowData>(`${recordPaths[record]}/${id}/`).catch(() => null)
    return row === null ? '' : nameOfRow(definitionOf(record), row, connection.language)
  }
  const name = known.get(key) ?? read()
  known.set(key, name)
  return name
}

/** `found` is the preview; gives the names by field. */
export function useUsualNames(record: () => Resource, names: readonly string[], found: () => object | null) {
  const usual = shallowRef<Readonly<Record<string, string>>>({})
  watch(
    () => names.map((name) => (found() as Record<string, unknown> | null)?.[name]),
    async (ids) => {
      const entries = ids.map(async (id, index) => {
        const name = names[index] ?? ''
        const target = record().fields[name]?.to
        return [name, typeof id === 'string' && target ? await nameOf(target, id) : ''] as const
      })
      usual.value = Object.fromEntries(await Promise.all(entries))
    },
    { immediate: true },
  )
  return usual
}
