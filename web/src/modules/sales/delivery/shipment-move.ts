/** What the windows of moves of shipments share: whose they are and how they are made. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useNotify } from '#web/kit/client/notify.ts'
import { useWork } from '#web/kit/client/work.ts'
import { nameOfRow, type RowData } from '#web/kit/record/fields.ts'
import { makeMove, type MoveProps } from '#web/kit/record/move-windows.ts'
import { useRecordWords } from '#web/kit/record/record-words.ts'
import { useSalesTexts } from '#web/modules/sales/sales-texts.ts'

export function useShipmentMove({ record, move, rows }: MoveProps, done: (row?: RowData) => void) {
  const t = useSalesTexts()
  const { locale } = useI18n()
  const notify = useNotify()
  const words = useRecordWords(record)
  const { busy, problem, run } = useWork()
  const label = computed(() => words.value.move(move))
  const name = computed(() => rows.map((row) => nameOfRow(record, row, locale.value)).join(', '))

  /** `told` is said when it is made. */
  const send = (body: object, told: () => string) =>
    run(async () => {
      done(await makeMove({ record, move, rows }, body))
      notify.success(told())
    })

  return { t, words, label, name, busy, problem, send }
}
