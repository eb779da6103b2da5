/** Makes the documents that follow from one or several others, and goes there. */
import { ref } from 'vue'
import { useRouter } from 'vue-router'
import { keyAfter, newKey } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'
import { asProblem, type Problem } from '#web/kit/client/problem.ts'
import type { RowData } from '#web/kit/record/fields.ts'
import { useRecordPaths } from '#web/kit/record/record-paths.ts'

type Following = 'delivery' | 'invoice' | 'customer_return'

export interface From {
  readonly ids: readonly string[]
  readonly problem: { value: Problem | null }
}

export function useFollowing(from: () => From) {
  const router = useRouter()
  const paths = useRecordPaths()
  const making = ref<Following | null>(null)
  // Kept until an answer came, so that a repeated click makes no second document.
  let key = newKey()

  async function make(what: Following, path: string, body: object): Promise<void> {
    if (making.value !== null) return
    const { problem } = from()
    making.value = what
    problem.value = null
    try {
      const made = await api.post<RowData>(path, body, { key })
      key = newKey()
      await router.push(paths.one(`sales.${what}`, made.id))
    } catch (thrown) {
      key = keyAfter(thrown, key)
      problem.value = asProblem(thrown)
    } finally {
      making.value = null
    }
  }

  return {
    making,
    createDelivery: () => make('delivery', 'deliveries/from-orders/', { orders: from().ids }),
    createInvoice: () => make('invoice', 'invoices/from-orders/', { orders: from().ids }),
    invoiceDelivery: () => make('invoice', 'invoices/from-deliveries/', { deliveries: from().ids }),
    returnDelivery: (delivery: RowData) => make('customer_return', 'customer-returns/', returnOf(delivery)),
  }
}

/** All goods of a delivery; on the draft one takes out what the customer keeps. A service was never picked. */
function returnOf({ organization, partner, warehouse, lines }: RowData): object {
  const goods = (lines as readonly DeliveredLine[]).filter(({ picks }) => picks.length > 0)
  const returned = goods.map(({ id, quantity }) => ({ delivery_line: id, quantity }))
  return { organization, partner, warehouse, lines: returned }
}

interface DeliveredLine {
  readonly id: string
  readonly quantity: string
  readonly picks: readonly unknown[]
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
