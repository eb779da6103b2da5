/** The addresses of a record's list and of its rows, in the language of the screen. */
import type { RecordName } from '#contract/record-names.ts'
import { recordPaths } from '#contract/record-names.ts'
import { usePaths } from '#web/kit/client/paths.ts'

export interface RecordPaths {
  list: (record: string) => string
  one: (record: string, id: string) => string
}

export function useRecordPaths(): RecordPaths {
  const paths = usePaths()
  const module = (record: string) => record.slice(0, record.indexOf('.'))
  return {
    list: (record) => paths.records(module(record), recordPaths[record as RecordName]),
    one: (record, id) => paths.record(module(record), recordPaths[record as RecordName], id),
  }
}

/** The address of a record in the API, below `/api/v1/`: `warehouses/`. */
export function apiPath(record: { readonly name: string }, ...rest: readonly string[]): string {
  const parts = rest.map(encodeURIComponent)
  return [recordPaths[record.name as RecordName], ...parts, ''].join('/')
}
