/** Makes a move with what its window asked for: on the one row, or on all that are chosen or on none. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useNotify } from '#web/kit/client/notify.ts'
import { useWork } from '#web/kit/client/work.ts'
import { nameOfRow, type RowData } from '#web/kit/record/fields.ts'
import { makeMove, type MoveProps } from '#web/kit/record/move-windows.ts'
import { useRecordWords } from '#web/kit/record/record-words.ts'
import { useAccountsTexts } from './accounts-texts.ts'

const mostNames = 3

export function useMove({ record, move, rows }: MoveProps, done: (row?: RowData) => void) {
  const t = useAccountsTexts()
  const notify = useNotify()
  const { locale } = useI18n()
  const words = useRecordWords(record)
  const { busy, problem, run } = useWork()
  const label = computed(() => words.value.move(move))
  const names = computed(() => rows.map((row) => nameOfRow(record, row, locale.value)))
  const name = computed(() => (rows.length === 1 ? (names.value[0] ?? '') : t('move.rows', {}, rows.length)))
  const title = computed(() => t('move.title', { move: label.value, name: name.value }))
  /** Who is meant, where it is more than one. */
  const listed = computed(() => {
    if (rows.length === 1) return ''
    const rest = rows.length - mostNames
    const shown = names.value.slice(0, mostNames).join(', ')
    return rest > 0 ? `${shown} ${t('move.more', {}, rest)}` : shown
  })

  const send = (body: object) =>
    run(async () => {
      const said = { move: label.value, name: name.value }
      done(await makeMove({ record, move, rows }, body))
      notify.success(t('move.done', said))
    })

  return { t, label, title, listed, busy, problem, send }
}
