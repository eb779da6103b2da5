/** Which columns a reader sees, in which order and how wide; remembered per list. */
import { computed, type ComputedRef, type MaybeRefOrGetter, type Ref, toValue } from 'vue'
import { remembered } from '#web/kit/client/remembered.ts'
import { defaultWidth, type GridColumn, type GridRow, leastWidth } from './grid.ts'

/** What is remembered. A saved view holds the same. */
export interface GridState {
  /** Keys in order; columns it does not name stand behind. */
  order: string[]
  hidden: string[]
  /** Keys the reader made visible although they start hidden. */
  shown: string[]
  widths: Record<string, number>
}

export interface GridLayout<Row extends GridRow = GridRow> {
  readonly state: Ref<GridState>
  /** All columns in the reader's order. */
  readonly columns: ComputedRef<readonly GridColumn<Row>[]>
  readonly visible: ComputedRef<readonly GridColumn<Row>[]>
  /** For `grid-template-columns`; resized columns keep their width, others share the space. */
  readonly template: ComputedRef<string>
  readonly leastTotal: ComputedRef<number>
  isVisible: (key: string) => boolean
  toggle: (key: string) => void
  move: (key: string, step: 1 | -1) => void
  widthOf: (key: string) => number
  resize: (key: string, width: number | null) => void
  reset: () => void
}

const empty = (): GridState => ({ order: [], hidden: [], shown: [], widths: {} })

/** `name` is the list's: the record's name, and a suffix where it is shown in several places. */
export function useGridLayout<Row extends GridRow>(
  name: string,
  given: MaybeRefOrGetter<readonly GridColumn<Row>[]>,
): GridLayout<Row> {
  const state = remembered<GridState>(`grid.${name}`, empty())

  const columns = computed(() => {
    const place = new Map(state.value.order.map((key, index) => [key, index]))
    const last = place.size
    return [...toValue(given)].sort((a, b) => (place.get(a.key) ?? last) - (place.get(b.key) ?? last))
  })
  const visible = computed(() => columns.value.filter((column) => isVisible(column.key)))
  const template = computed(() =>
    visible.value
      .map(({ key, width = defaultWidth }) =>
        state.value.widths[key] === undefined ? `minmax(${width}px, ${width}fr)` : `${state.value.widths[key]}px`,
      )
      .join(' '),
  )
  const leastTotal = computed(() => visible.value.reduce((total, column) => total + widthOf(column.key), 0))

  function columnOf(key: string): GridColumn<Row> | undefined {
    return toValue(given).find((column) => column.key === key)
  }

  function isVisible(key: string): boolean {
    const column = columnOf(key)
    if (!column || column.fixed) return column !== undefined
    if (column.hidden) return state.value.shown.includes(key)
    return !state.value.hidden.includes(key)
  }

  function toggle(key: string): void {
    const column = columnOf(key)
    if (!column || column.fixed) return
    const list = column.hidden ? 'shown' : 'hidden'
    const keys = state.value[list]
    state.value = {
      ...state.value,
      [list]: keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key],
    }
  }

  function move(key: string, step: 1 | -1): void {
    const order = columns.value.map((column) => column.key)
    const from = order.indexOf(key)
    const to = from + step
    if (from < 0 || to < 0 || to >= order.length) return
    order.splice(to, 0, ...order.splice(from, 1))
    state.value = { ...state.value, order }
  }

  function widthOf(key: string): number {
    return state.value.widths[key] ?? columnOf(key)?.width ?? defaultWidth
  }

  /** Null gives the column its share of the space again. */
  function resize(key: string, width: number | null): void {
    const { [key]: _, ...widths } = state.value.widths
    if (width !== null) widths[key] = Math.max(leastWidth, Math.round(width))
    state.value = { ...state.value, widths }
  }

  function reset(): void {
    state.value = empty()
  }

  return { state, columns, visible, template, leastTotal, isVisible, toggle, move, widthOf, resize, reset }
}
