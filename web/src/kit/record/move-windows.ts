/** Moves that ask for more than a click, such as a reason: a window of their module takes it and makes the move. */
import type { Component, InjectionKey } from 'vue'
import type { Resource } from '#contract/kit/resource.ts'
import { api } from '#web/kit/client/connection.ts'
import type { RowData } from './fields.ts'
import { apiPath } from './record-paths.ts'

export interface MoveProps {
  readonly record: Resource
  readonly move: string
  readonly rows: readonly RowData[]
}

/** `done` tells of a single row what it has become. */
export interface MoveEmits {
  done: [row?: RowData]
  close: []
}

/** Makes the move on the one row, or on all of several or none; answers with what the one has become. */
export async function makeMove(
  { record, move, rows }: MoveProps,
  body: object,
): Promise<RowData | undefined> {
  const [only, ...others] = rows
  if (only !== undefined && others.length === 0) {
    const version = only.version === undefined ? {} : { version: only.version }
    return await api.post<RowData>(apiPath(record, only.id, move), body, version)
  }
  await api.post(apiPath(record, move), { ...body, ids: rows.map(({ id }) => id) })
  return undefined
}

export type MoveWindows = (record: string, move: string) => Component | undefined
export const moveWindowsKey: InjectionKey<MoveWindows> = Symbol('windows of moves')
