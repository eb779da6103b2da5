/** The names behind ids in audit entries: asked for by record, many at once, and each only once. */
import { shallowReactive } from 'vue'
import { records } from '#contract/modules.ts'
import type { Page } from '#web/kit/client/api.ts'
import { api, connection } from '#web/kit/client/connection.ts'
import { nameOfRow, type RowData } from '#web/kit/record/fields.ts'
import { apiPath } from '#web/kit/record/record-paths.ts'

const names = shallowReactive(new Map<string, string>())
const asked = new Set<string>()
let waiting = new Map<string, Set<string>>()
const most = 50

const keyOf = (record: string, id: string) => `${connection.language} ${record} ${id}`

/** The name, or undefined while it is not known; what the reader may not see keeps its id. */
export function nameOf(record: string, id: string): string | undefined {
  const key = keyOf(record, id)
  if (!asked.has(key)) {
    asked.add(key)
    if (waiting.size === 0) queueMicrotask(ask)
    waiting.set(record, (waiting.get(record) ?? new Set()).add(id))
  }
  return names.get(key)
}

function ask(): void {
  const now = waiting
  waiting = new Map()
  for (const [name, ids] of now) {
    const list = [...ids]
    for (let at = 0; at < list.length; at += most) void askFor(name, list.slice(at, at + most))
  }
}

async function askFor(name: string, ids: readonly string[]): Promise<void> {
  const record = records.get(name)
  if (record === undefined || record.partOf !== undefined) return
  const query = { id__in: ids.join(','), page_size: most }
  const page = await api.get<Page<RowData>>(apiPath(record), { query }).catch(() => null)
  for (const row of page?.results ?? [])
    names.set(keyOf(name, row.id), nameOfRow(record, row, connection.language))
}
