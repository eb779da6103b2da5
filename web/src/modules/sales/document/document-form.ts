/** A quotation or order being edited: the generic form, its lines in a grid, and the preview beside them. */
import { computed, shallowRef, toRaw, watch } from 'vue'
import type { Resource } from '#contract/kit/resource.ts'
import { salesOrder } from '#contract/sales/sales-order.ts'
import { useSession } from '#web/kit/client/session.ts'
import { writableValues } from '#web/kit/field/lines/line-values.ts'
import { changesOf } from '#web/kit/record/form-values.ts'
import type { RecordForm } from '#web/kit/record/record-form.ts'
import { blankLine, type DocumentLine, faultsByShown, isBlankLine, linesFrom } from './document-lines.ts'
import { usePreview } from './preview.ts'

export type DocumentForm = ReturnType<typeof useDocumentForm>

/** What a confirmed order may still say otherwise; the server refuses all else. */
const amendable = new Set([
  'lines',
  'delivery_day',
  'is_complete_only',
  'customer_reference',
  'discount_percent',
  'charge_amount',
  'payment_term',
  'billing_address',
  'notes',
])

export function useDocumentForm(record: Resource, form: RecordForm) {
  const session = useSession()
  const amending = shallowRef(false)
  const lines = shallowRef<readonly DocumentLine[]>([blankLine()])
  const mayChange = computed(() => form.isNew || form.row.value?._permissions?.change === true)
  const editable = computed(() => mayChange.value || amending.value)

  // A partner's usual discount holds where nobody says another one.
  if (form.isNew) form.values.value = { ...form.values.value, discount_percent: null, lines: [] }

  let written: unknown = null
  function setLines(next: readonly DocumentLine[]): void {
    lines.value = next
    written = next.filter((line) => !isBlankLine(line))
    form.set('lines', written)
  }
  watch(
    () => toRaw(form.values.value.lines),
    (rows) => {
      if (rows === written) return
      const read = linesFrom(rows)
      lines.value = read.length > 0 ? read : [blankLine()]
    },
  )

  /** The document as it would be saved now, for the preview; null while that says nothing. */
  const wanted = computed(() => {
    const values = form.values.value
    const complete = lines.value.filter((line) => line.product && Number(line.quantity ?? 0) > 0)
    if (!editable.value || !values.partner || complete.length === 0) return null
    if (!session.may('sales.add_salesorder')) return null
    const { lines: _, delivery_day: __, ...head } = writableValues(salesOrder, values)
    const given = Object.fromEntries(
      Object.entries(head).filter(([, value]) => value !== null && value !== ''),
    )
    return { keys: complete.map((line) => line.key), sent: { ...given, lines: complete.map(previewLine) } }
  })
  const preview = usePreview(() => wanted.value)

  const faults = computed(() => ({
    ...faultsByShown(preview.faults.value, lines.value),
    ...faultsByShown(form.faults, lines.value),
  }))

  function isLocked(name: string): boolean {
    const field = record.fields[name]
    if (!editable.value || field?.mode === 'server') return true
    return amending.value && !mayChange.value && !amendable.has(name)
  }

  /** Saves an amendment: only what differs, as a new version of the order. */
  async function amend(): Promise<boolean> {
    if (Object.keys(form.unreadable).length > 0) return false
    const changes = changesOf(record, form.values.value, form.before.value)
    amending.value = (await form.move('amend', changes)) === null
    return !amending.value
  }

  return { form, lines, setLines, preview, faults, editable, amending, isLocked, amend }
}

function previewLine(line: DocumentLine): object {
  const { product, description, quantity, unit, unit_price, price_quantity, discount_percent } = line
  const given = { product, description, quantity, unit, unit_price, price_quantity, discount_percent }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== ''))
}
