/** Moves that ask for more than a click, such as a reason: a window of their module takes it and makes the move. */
import { type Component, computed, type InjectionKey } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Resource } from '#contract/kit/resource.ts'
import { api } from '#web/kit/client/connection.ts'
import { useNotify } from '#web/kit/client/notify.ts'
import { useWork } from '#web/kit/client/work.ts'
import { nameOfRow, type RowData } from './fields.ts'
import { apiPath } from './record-paths.ts'
import { useRecordWords } from './record-words.ts'

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
async function makeMove({ record, move, rows }: MoveProps, body: object): Promise<RowData | undefined> {
  const [only, ...others] = rows
  if (only !== undefined && others.length === 0) {
    const version = only.version === undefined ? {} : { version: only.version }
    return await api.post<RowData>(apiPath(record, only.id, move), body, version)
  }
  await api.post(apiPath(record, move), { ...body, ids: rows.map(({ id }) => id) })
  return undefined
}

/** What windows of moves share: the move in words, whose it is, how it is made; `told` is said when it is. */
export function useMove({ record, move, rows }: MoveProps, done: (row?: RowData) => void) {
  const { locale } = useI18n()
  const notify = useNotify()
  const words = useRecordWords(record)
  const { busy, problem, run } = useWork()
  const label = computed(() => words.value.move(move))
  const names = computed(() => rows.map((row) => nameOfRow(record, row, locale.value)))
  const name = computed(() => names.value.join(', '))

  const send = (body: object, told: () => string) =>
    run(async () => {
      const said = told()
      done(await makeMove({ record, move, rows }, body))
      notify.success(said)
    })

  return { words, label, names, name, busy, problem, send }
}

export type MoveWindows = (record: string, move: string) => Component | undefined
export const moveWindowsKey: InjectionKey<MoveWindows> = Symbol('windows of moves')
