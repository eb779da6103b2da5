/** Makes the documents that follow from one or several others, and goes there. */
import { ref } from 'vue'
import { useRouter } from 'vue-router'
import { newKey } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'
import { asProblem, type Problem } from '#web/kit/client/problem.ts'
import type { RowData } from '#web/kit/record/fields.ts'
import { useRecordPaths } from '#web/kit/record/record-paths.ts'

export interface From {
  readonly ids: readonly string[]
  readonly problem: { value: Problem | null }
}

export function useFollowing(from: () => From) {
  const router = useRouter()
  const paths = useRecordPaths()
  const making = ref<'delivery' | 'invoice' | null>(null)
  // Kept until an answer came, so that a repeated click makes no second document.
  let key = newKey()

  async function make(what: 'delivery' | 'invoice', path: string, named: string): Promise<void> {
    if (making.value !== null) return
    const { ids, problem } = from()
    making.value = what
    problem.value = null
    try {
      const made = await api.post<RowData>(path, { [named]: ids }, { key })
      await router.push(paths.one(`sales.${what}`, made.id))
    } catch (thrown) {
      problem.value = asProblem(thrown)
    } finally {
      key = newKey()
      making.value = null
    }
  }

  return {
    making,
    createDelivery: () => make('delivery', 'deliveries/from-orders/', 'orders'),
    createInvoice: () => make('invoice', 'invoices/from-orders/', 'orders'),
    invoiceDelivery: () => make('invoice', 'invoices/from-deliveries/', 'deliveries'),
  }
}

/** What a document's page has: its own row, and where its problems are shown. */
export interface DocumentAtHand {
  readonly row: { readonly value: RowData | null }
  readonly problem: { value: Problem | null }
}

export const fromDocument = ({ row, problem }: DocumentAtHand): From => ({
  ids: row.value === null ? [] : [row.value.id],
  problem,
})
