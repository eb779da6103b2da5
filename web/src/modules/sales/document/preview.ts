/** Prices, totals, tax and availability of a document while it is typed, worked out by the server. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api } from '#web/kit/client/connection.ts'
import { asProblem } from '#web/kit/client/problem.ts'

export interface PreviewLine {
  readonly product: string
  readonly quantity: string
  readonly unit: string | null
  readonly unit_price: string | null
  readonly price_quantity: string
  readonly price_source: string
  readonly discount_percent: string
  readonly net_amount: string
  readonly tax_percent: string
  readonly base_unit_name: string
  readonly list_price: { readonly unit_price: string; readonly source: string } | null
  readonly tax: {
    readonly category: string
    readonly percent: string
    readonly problem: { readonly code: string } | null
  }
  /** Null for what is not stocked, and for readers who may not see stock. */
  readonly availability: { readonly on_hand: string; readonly free: string } | null
}

export interface PreviewTax {
  readonly category: string
  readonly tax_percent: string
  readonly net: string
  readonly tax: string
}

export interface Preview {
  readonly order_date: string
  readonly discount_percent: string
  readonly charge_amount: string
  readonly approval_state: string
  readonly lines_total: string
  readonly net_total: string
  readonly tax_total: string
  readonly gross_total: string
  readonly taxes: readonly PreviewTax[]
  readonly lines: readonly PreviewLine[]
}

const pauseInMilliseconds = 220

/** `body` is what would be saved, null while there is nothing to work out; `keys` name its lines. */
export function usePreview(body: () => { keys: readonly string[]; sent: object } | null) {
  const answer = shallowRef<Preview | null>(null)
  const lines = shallowRef<ReadonlyMap<string, PreviewLine>>(new Map())
  const faults = shallowRef<Readonly<Record<string, string>>>({})
  const busy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | null = null

  async function ask(keys: readonly string[], sent: object): Promise<void> {
    const controller = new AbortController()
    running = controller
    try {
      const next = await api.post<Preview>('sales-orders/preview/', sent, {
        signal: controller.signal,
        key: null,
      })
      if (running !== controller) return
      answer.value = next
      lines.value = new Map(keys.map((key, index) => [key, next.lines[index] as PreviewLine]))
      faults.value = {}
    } catch (thrown) {
      if (running !== controller) return
      faults.value = asProblem(thrown).fields
    }
    busy.value = false
  }

  function cancel(): void {
    clearTimeout(timer)
    running?.abort()
    running = null
  }

  watch(
    () => JSON.stringify(body()),
    () => {
      cancel()
      const wanted = body()
      if (wanted === null) {
        answer.value = null
        lines.value = new Map()
        faults.value = {}
        busy.value = false
        return
      }
      busy.value = true
      timer = setTimeout(() => void ask(wanted.keys, wanted.sent), pauseInMilliseconds)
    },
    { immediate: true },
  )
  onScopeDispose(cancel)
  return { answer, lines, faults, busy }
}
