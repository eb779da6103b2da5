/** What the windows of moves of stock documents share: whose they are, what is on its way, how they are made. */
import { computed } from 'vue'
import { isPositive, subtract } from '#contract/kit/decimal.ts'
import type { RowData } from '#web/kit/record/fields.ts'
import { type MoveProps, useMove } from '#web/kit/record/move-windows.ts'
import { useInventoryTexts } from './inventory-texts.ts'

interface TransferLine {
  readonly id: string
  readonly product_name: string
  readonly lot_name?: string | null
  readonly base_quantity: string
  readonly base_unit_name: string
  readonly received_quantity: string
  readonly returned_quantity: string
}

/** Lines of which something is on its way, in base unit; none where several transfers are moved at once. */
export function openLines(rows: readonly RowData[]) {
  const lines = rows.length === 1 ? ((rows[0]?.lines ?? []) as readonly TransferLine[]) : []
  return lines
    .map(({ id, product_name: product, lot_name: lot, base_unit_name: unit, ...line }) => {
      const received = subtract(line.base_quantity, line.received_quantity)
      return { id, product, lot: lot ?? '', unit, open: subtract(received, line.returned_quantity) }
    })
    .filter(({ open }) => isPositive(open))
}

export function useStockMove(props: MoveProps, done: (row?: RowData) => void) {
  const t = useInventoryTexts()
  const { label, name, busy, problem, send } = useMove(props, done)
  const title = computed(() => t('document.title', { move: label.value, name: name.value }))
  const told = () => t('document.done', { move: label.value, name: name.value })
  return { t, label, title, busy, problem, send: (body: object) => send(body, told) }
}
