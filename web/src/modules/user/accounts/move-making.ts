/** Makes a move with what its window asked for: on the one row, or on all that are chosen or on none. */
import { computed } from 'vue'
import type { RowData } from '#web/kit/record/fields.ts'
import { type MoveProps, useMove } from '#web/kit/record/move-windows.ts'
import { useAccountsTexts } from './accounts-texts.ts'

const mostNames = 3

export function useAccountMove(props: MoveProps, done: (row?: RowData) => void) {
  const t = useAccountsTexts()
  const { rows } = props
  const { label, names, busy, problem, send } = useMove(props, done)
  const name = computed(() => (rows.length === 1 ? (names.value[0] ?? '') : t('move.rows', {}, rows.length)))
  const title = computed(() => t('move.title', { move: label.value, name: name.value }))
  /** Who is meant, where it is more than one. */
  const listed = computed(() => {
    if (rows.length === 1) return ''
    const rest = rows.length - mostNames
    const shown = names.value.slice(0, mostNames).join(', ')
    return rest > 0 ? `${shown} ${t('move.more', {}, rest)}` : shown
  })
  const told = () => t('move.done', { move: label.value, name: name.value })
  return { t, label, title, listed, busy, problem, send: (body: object) => send(body, told) }
}
