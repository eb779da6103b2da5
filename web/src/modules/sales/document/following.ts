/** Makes the documents that follow from another one, and goes there. */
import { ref } from 'vue'
import { useRouter } from 'vue-router'
import { newKey } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'
import { asProblem } from '#web/kit/client/problem.ts'
import type { RowData } from '#web/kit/record/fields.ts'
import type { RecordForm } from '#web/kit/record/record-form.ts'
import { useRecordPaths } from '#web/kit/record/record-paths.ts'

export function useFollowing(form: () => RecordForm) {
  const router = useRouter()
  const paths = useRecordPaths()
  const making = ref<'delivery' | 'invoice' | null>(null)
  // Kept until an answer came, so that a repeated click makes no second document.
  let key = newKey()

  async function make(what: 'delivery' | 'invoice', path: string, body: object): Promise<void> {
    if (making.value !== null) return
    making.value = what
    form().problem.value = null
    try {
      const made = await api.post<RowData>(path, body, { key })
      await router.push(paths.one(`sales.${what}`, made.id))
    } catch (thrown) {
      form().problem.value = asProblem(thrown)
    } finally {
      key = newKey()
      making.value = null
    }
  }

  const ids = () => [form().row.value?.id]
  return {
    making,
    createDelivery: () => make('delivery', 'deliveries/from-orders/', { orders: ids() }),
    createInvoice: () => make('invoice', 'invoices/from-orders/', { orders: ids() }),
    invoiceDelivery: () => make('invoice', 'invoices/from-deliveries/', { deliveries: ids() }),
  }
}
