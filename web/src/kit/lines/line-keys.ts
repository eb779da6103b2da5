/** The keyboard of a line grid: Enter and the arrows move, Ctrl+Delete removes, the end makes a new line. */

export interface LineActions {
  lines: () => number
  /** Adds a line at the end, unless the last one is still empty; true when there is one to go to. */
  add: () => boolean
  remove: (index: number) => void
  move: (index: number, step: 1 | -1) => void
}

const cellSelector = '[data-line-cell]'
const inputSelector =
  ':is(input, select, textarea):not([disabled], [readonly], [tabindex="-1"])'

/** `root` is the table; each cell says where it stands: `data-line-cell="2:quantity"`. */
export function useLineKeys(root: () => HTMLElement | null, actions: LineActions, settled: () => Promise<void>) {
  function inputs(): HTMLElement[] {
    return [...(root()?.querySelectorAll<HTMLElement>(`${cellSelector} ${inputSelector}`) ?? [])]
  }

  function place(element: Element | null): { index: number; key: string } | null {
    const name = element?.closest<HTMLElement>(cellSelector)?.dataset.lineCell
    if (name === undefined) return null
    const colon = name.indexOf(':')
    return { index: Number(name.slice(0, colon)), key: name.slice(colon + 1) }
  }

  /** Waits until the table is drawn again, then puts the cursor into a cell, or the first of the line. */
  async function focus(index: number, key?: string): Promise<void> {
    await settled()
    const found = inputs().filter((input) => place(input)?.index === index)
    const input = found.find((one) => place(one)?.key === key) ?? found[0]
    input?.focus()
  }

  /** A new line is there only after the page has taken it over, so it is counted then. */
  async function focusLast(): Promise<void> {
    await settled()
    await focus(actions.lines() - 1)
  }

  /** The next cell of the whole grid; behind the last one a new line begins. */
  async function next(from: Element | null = document.activeElement): Promise<void> {
    const list = inputs()
    const following = list[list.indexOf(from as HTMLElement) + 1]
    if (following) following.focus()
    else if (actions.add()) await focusLast()
  }

  function previous(): void {
    const list = inputs()
    list[list.indexOf(document.activeElement as HTMLElement) - 1]?.focus()
  }

  async function remove(index: number, key?: string): Promise<void> {
    actions.remove(index)
    await settled()
    await focus(Math.min(index, actions.lines() - 1), key)
  }

  async function press(event: KeyboardEvent): Promise<void> {
    const target = event.target as HTMLElement
    const cell = place(target)
    if (cell === null || event.defaultPrevented || event.isComposing) return
    const control = event.ctrlKey || event.metaKey
    const act = (action: () => unknown) => {
      event.preventDefault()
      return action()
    }
    if (event.key === 'Enter' && !control && !target.matches('textarea, button')) {
      await act(() => (event.shiftKey ? previous() : next()))
    } else if (event.key === 'Tab' && !event.shiftKey && isLast(target)) {
      if (actions.add()) await act(focusLast)
    } else if (event.key === 'Delete' && control) {
      await act(() => remove(cell.index, cell.key))
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const step = event.key === 'ArrowUp' ? -1 : 1
      const to = cell.index + step
      if (to < 0 || to >= actions.lines()) return
      if (control && event.shiftKey) {
        await act(async () => {
          actions.move(cell.index, step)
          await focus(to, cell.key)
        })
      } else if (!event.altKey && (control || !ownsArrows(target))) await act(() => focus(to, cell.key))
    }
  }

  function isLast(target: Element): boolean {
    return inputs().at(-1) === target
  }

  return { press, next, focus, focusLast, remove }
}

/** Inputs in which the arrows mean something else already. */
function ownsArrows(target: Element): boolean {
  return target.matches('select, textarea, input[type="number"], [aria-expanded="true"]')
}
