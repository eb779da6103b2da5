/** What a grid shows: rows with an id, and columns. */

export interface GridRow {
  readonly id: string
}

export interface GridColumn<Row extends GridRow = GridRow> {
  /** The row's field, and the name of the slot `cell-<key>`. */
  readonly key: string
  readonly label: string
  /** Least width in pixels; free space is shared in this proportion. */
  readonly width?: number
  readonly align?: 'start' | 'end'
  readonly sortable?: boolean
  /** Not shown until the reader chooses it. */
  readonly hidden?: boolean
  /** Cannot be hidden. */
  readonly fixed?: boolean
  /** The cell as plain text; without it the field itself. */
  readonly text?: (row: Row) => string
  /** Where the cell stands when the grid is too narrow for columns; see `narrowPlaces`. */
  readonly narrow?: NarrowPlace
}

export type NarrowPlace = 'title' | 'line' | 'end' | 'line_end'

export const defaultWidth = 140
export const leastWidth = 56

export function textOf<Row extends GridRow>(column: GridColumn<Row>, row: Row): string {
  if (column.text) return column.text(row)
  const value = (row as Record<string, unknown>)[column.key]
  return value === null || value === undefined ? '' : String(value)
}

/** One field of an order: `-name` is name, descending. */
export interface Order {
  readonly key: string
  readonly descending: boolean
}

export function readOrder(order: string): Order[] {
  return order
    .split(',')
    .filter((part) => part !== '')
    .map((part) => ({ key: part.replace(/^-/, ''), descending: part.startsWith('-') }))
}

/** The order after a click on a column: up, down, none; `further` keeps the columns sorted before it. */
export function nextOrder(order: string, key: string, further: boolean): string {
  const before = readOrder(order)
  const now = before.find((one) => one.key === key)
  const rest = further ? before.filter((one) => one.key !== key) : []
  const next = now === undefined ? [key] : now.descending ? [] : [`-${key}`]
  return [...rest.map((one) => (one.descending ? `-${one.key}` : one.key)), ...next].join(',')
}

/**
 * The four places of a row on a phone: a title with a line below it, and two at the end. Columns may
 * name theirs; otherwise the first two and the last are shown.
 */
export function narrowPlaces(columns: readonly GridColumn<never>[]): ReadonlyMap<string, NarrowPlace> {
  const places = new Map<string, NarrowPlace>()
  for (const column of columns) if (column.narrow) places.set(column.key, column.narrow)
  if (places.size > 0) return places
  const [first, second] = columns
  const last = columns.length > 2 ? columns.at(-1) : undefined
  if (first) places.set(first.key, 'title')
  if (second) places.set(second.key, 'line')
  if (last) places.set(last.key, 'end')
  return places
}
