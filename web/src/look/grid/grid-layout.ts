/** Which columns a reader sees, in which order and how wide; remembered per list. */
import { computed, type ComputedRef, type MaybeRefOrGetter, type Ref, toValue } from 'vue'
import { remembered } from '#web/look/remembered.ts'
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
  /** Null gives the column its share of the space again. */
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
  const columns = computed(() => inOrder(toValue(given), state.value.order))
  const visible = computed(() => columns.value.filter((column) => isShown(column, state.value)))
  const columnOf = (key: string) => toValue(given).find((column) => column.key === key)

  function toggle(key: string): void {
    const column = columnOf(key)
    if (!column || column.fixed) return
    const list = column.hidden ? 'shown' : 'hidden'
    const keys = state.value[list]
    const next = keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]
    state.value = { ...state.value, [list]: next }
  }

  function move(key: string, step: 1 | -1): void {
    const order = columns.value.map((column) => column.key)
    const from = order.indexOf(key)
    const to = from + step
    if (from < 0 || to < 0 || to >= order.length) return
    order.splice(to, 0, ...order.splice(from, 1))
    state.value = { ...state.value, order }
  }

  const widthOf = (key: string) => state.value.widths[key] ?? columnOf(key)?.width ?? defaultWidth

  function resize(key: string, width: number | null): void {
    const { [key]: _, ...widths } = state.value.widths
    if (width !== null) widths[key] = Math.max(leastWidth, Math.round(width))
    state.value = { ...state.value, widths }
  }

  return {
    state,
    columns,
    visible,
    template: computed(() => visible.value.map((column) => track(column, state.value)).join(' ')),
    leastTotal: computed(() => visible.value.reduce((total, column) => total + widthOf(column.key), 0)),
    isVisible: (key) => visible.value.some((column) => column.key === key),
    toggle,
    move,
    widthOf,
    resize,
    reset: () => {
      state.value = empty()
    },
  }
}

function inOrder<Row extends GridRow>(columns: readonly GridColumn<Row>[], order: readonly string[]) {
  const place = new Map(order.map((key, index) => [key, index]))
  const last = place.size
  return columns.toSorted((a, b) => (place.get(a.key) ?? last) - (place.get(b.key) ?? last))
}

function isShown<Row extends GridRow>(column: GridColumn<Row>, state: GridState): boolean {
  if (column.fixed) return true
  return column.hidden ? state.shown.includes(column.key) : !state.hidden.includes(column.key)
}

function track<Row extends GridRow>(
  { key, width = defaultWidth }: GridColumn<Row>,
  state: GridState,
): string {
  const own = state.widths[key]
  return own === undefined ? `minmax(${width}px, ${width}fr)` : `${own}px`
}
