/** The rows of a picking list: each place and lot once a line, ticked off by hand or by scanner. */
import { computed, type Ref, shallowRef, watch } from 'vue'
import type { Pick } from '#contract/sales/delivery-line.ts'
import type { RowData } from '#web/kit/record/fields.ts'

export interface PickRow extends Pick {
  readonly key: string
  readonly product: string
  readonly product_name: string
  readonly sku: string
  readonly unit: string
}

interface DeliveryLineRow {
  readonly id: string
  readonly product: string
  readonly product_name: string
  readonly quantity: string
  readonly base_unit_name: string
  readonly picks: readonly Pick[]
}

/** In the order in which one walks: by place, then by product. */
export function pickRowsOf(lines: readonly DeliveryLineRow[]): PickRow[] {
  const rows = lines.flatMap((line) =>
    line.picks.map((pick) => ({
      ...pick,
      key: [line.id, pick.location, pick.lot ?? ''].join(' '),
      product: line.product,
      product_name: line.product_name,
      unit: line.base_unit_name,
      sku: /\(([^()]+)\)$/.exec(line.product_name)?.[1] ?? '',
    })),
  )
  return rows.toSorted(
    (one, other) => one.location_name.localeCompare(other.location_name) || one.sku.localeCompare(other.sku),
  )
}

/** The row a scanned code means: an open one before a ticked one; a product number, lot or place. */
export function rowScanned(
  code: string,
  rows: readonly PickRow[],
  done: ReadonlySet<string>,
): PickRow | undefined {
  const wanted = code.trim().toLowerCase()
  const matches = rows.filter((row) =>
    [row.sku, row.lot_name, row.location_name].some((text) => text?.toLowerCase() === wanted),
  )
  return matches.find((row) => !done.has(row.key)) ?? matches[0]
}

/** What was ticked off stays ticked when the page is left and opened again on this device. */
export function usePicking(delivery: Ref<RowData | null>) {
  const done = shallowRef<ReadonlySet<string>>(new Set())
  const rows = computed(() => pickRowsOf((delivery.value?.lines as DeliveryLineRow[] | undefined) ?? []))
  const storageKey = () => `kontor.picking.${delivery.value?.id}`

  watch(
    () => delivery.value?.id,
    (id) => {
      if (id === undefined) return
      const kept: unknown = JSON.parse(localStorage.getItem(storageKey()) ?? '[]')
      done.value = new Set(Array.isArray(kept) ? kept.map(String) : [])
    },
    { immediate: true },
  )

  function set(key: string, ticked: boolean): void {
    const next = new Set(done.value)
    if (ticked) next.add(key)
    else next.delete(key)
    done.value = next
    localStorage.setItem(storageKey(), JSON.stringify([...next]))
  }

  function forget(): void {
    done.value = new Set()
    localStorage.removeItem(storageKey())
  }

  const open = computed(() => rows.value.filter((row) => !done.value.has(row.key)).length)
  return { rows, done, open, set, forget }
}
