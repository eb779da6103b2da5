/** Moving through a grid by keyboard: one cell is active and reachable by Tab, the keys move it. */
import { ref } from 'vue'

export interface Cell {
  /** -1 is the header. */
  readonly row: number
  readonly column: number
}

export interface GridSize {
  readonly rows: number
  readonly columns: number
  /** Rows that fit on the screen, for Page Up and Page Down. */
  readonly page: number
}

/** Where a key leads from a cell, null where nowhere. `forward` is the arrow to the end of a line. */
export function destination(cell: Cell, event: KeyboardEvent, size: GridSize, forward: string): Cell | null {
  const control = event.ctrlKey || event.metaKey
  const row = (next: number) => ({ ...cell, row: Math.max(-1, Math.min(size.rows - 1, next)) })
  const column = (next: number) => ({ ...cell, column: Math.max(0, Math.min(size.columns - 1, next)) })
  switch (event.key) {
    case 'ArrowDown':
      return row(control ? size.rows - 1 : cell.row + 1)
    case 'ArrowUp':
      return row(control ? 0 : cell.row - 1)
    case 'ArrowRight':
    case 'ArrowLeft':
      return column(cell.column + (event.key === forward ? 1 : -1))
    case 'PageDown':
      return row(cell.row + size.page)
    case 'PageUp':
      return row(Math.max(0, cell.row - size.page))
    case 'Home':
      return control ? { row: 0, column: 0 } : column(0)
    case 'End':
      return control ? { row: size.rows - 1, column: size.columns - 1 } : column(size.columns - 1)
    default:
      return null
  }
}

const patienceInFrames = 30

/** `reveal` scrolls a row into view before its cell gets the focus. */
export function useActiveCell(grid: () => HTMLElement | null, reveal: (row: number) => void) {
  const active = ref<Cell>({ row: -1, column: 0 })

  /**
   * Gives a cell the focus, which makes it active. A row far away is drawn only some frames after the
   * scrolling; until then the old cell keeps the focus.
   */
  async function activate(cell: Cell): Promise<void> {
    if (cell.row >= 0) reveal(cell.row)
    const find = () => grid()?.querySelector<HTMLElement>(`[data-cell="${cell.row}:${cell.column}"]`)
    for (let frame = 0; frame < patienceInFrames && !find(); frame++) await nextFrame()
    const element = find()
    element?.focus({ preventScroll: cell.row >= 0 })
    element?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
  }

  /** Follows a focus that came by mouse or Tab. */
  function follow(target: EventTarget | null): void {
    const name = (target as HTMLElement | null)?.closest<HTMLElement>('[data-cell]')?.dataset.cell
    if (name === undefined) return
    const [row, column] = name.split(':').map(Number)
    active.value = { row: row ?? -1, column: column ?? 0 }
  }

  return { active, activate, follow }
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}
