/** The keyboard of a line grid: Enter and the arrows move, Ctrl+Delete removes, the end makes a new line. */

export interface LineActions {
  lines: () => number
  /** Adds a line at the end, unless the last one is still empty; true when there is one to go to. */
  add: () => boolean
  remove: (index: number) => void
  move: (index: number, step: 1 | -1) => void
}

const cellSelector = '[data-line-cell]'
const inputSelector = ':is(input, select, textarea):not([disabled], [readonly], [tabindex="-1"])'

/** `root` is the table; each cell says where it stands: `data-line-cell="2:quantity"`. */
export function useLineKeys(
  root: () => HTMLElement | null,
  actions: LineActions,
  settled: () => Promise<void>,
) {
  const inputs = () => inputsIn(root())

  /** Waits until the table is drawn again, then puts the cursor into a cell, or the first of the line. */
  async function focus(index: number, key?: string): Promise<void> {
    await settled()
    const found = inputs().filter((input) => placeOf(input)?.index === index)
    const input = found.find((one) => placeOf(one)?.key === key) ?? found[0]
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

  async function remove(index: number, key?: string): Promise<void> {
    actions.remove(index)
    await settled()
    await focus(Math.min(index, actions.lines() - 1), key)
  }

  async function press(event: KeyboardEvent): Promise<void> {
    const target = event.target as HTMLElement
    const cell = placeOf(target)
    if (cell === null || event.defaultPrevented || event.isComposing) return
    const wanted = wantedBy(event)
    const step = wanted === 'up' || wanted === 'move_up' ? -1 : 1
    const stays = cell.index + step < 0 || cell.index + step >= actions.lines()
    if (wanted === null || (isVertical(wanted) && stays)) return
    const list = inputs()
    if (wanted === 'tab' && (list.at(-1) !== target || !actions.add())) return
    event.preventDefault()
    if (wanted === 'next') await next()
    else if (wanted === 'previous') list[list.indexOf(target) - 1]?.focus()
    else if (wanted === 'tab') await focusLast()
    else if (wanted === 'remove') await remove(cell.index, cell.key)
    else if (wanted === 'up' || wanted === 'down') await focus(cell.index + step, cell.key)
    else {
      actions.move(cell.index, step)
      await focus(cell.index + step, cell.key)
    }
  }

  return { press, next, focus, focusLast, remove }
}

/** True while the cursor is in that cell. */
export function standsAt(index: number, key: string): boolean {
  const place = placeOf(document.activeElement)
  return place?.index === index && place.key === key
}

interface Place {
  readonly index: number
  readonly key: string
}

type Wanted = 'next' | 'previous' | 'tab' | 'remove' | 'up' | 'down' | 'move_up' | 'move_down'

/** What a key means in a line grid, null where it means nothing of ours. */
function wantedBy(event: KeyboardEvent): Wanted | null {
  const target = event.target as HTMLElement
  const control = event.ctrlKey || event.metaKey
  if (event.key === 'Enter' && !control && !target.matches('textarea, button')) {
    return event.shiftKey ? 'previous' : 'next'
  }
  if (event.key === 'Tab' && !event.shiftKey) return 'tab'
  if (event.key === 'Delete' && control) return 'remove'
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return null
  const up = event.key === 'ArrowUp'
  if (control && event.shiftKey) return up ? 'move_up' : 'move_down'
  if (event.altKey || (!control && ownsArrows(target))) return null
  return up ? 'up' : 'down'
}

function isVertical(wanted: Wanted): boolean {
  return wanted === 'up' || wanted === 'down' || wanted === 'move_up' || wanted === 'move_down'
}

function inputsIn(root: HTMLElement | null): HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>(`${cellSelector} ${inputSelector}`) ?? [])]
}

function placeOf(element: Element | null): Place | null {
  const name = element?.closest<HTMLElement>(cellSelector)?.dataset.lineCell
  if (name === undefined) return null
  const colon = name.indexOf(':')
  return { index: Number(name.slice(0, colon)), key: name.slice(colon + 1) }
}

/** Inputs in which the arrows mean something else already. */
function ownsArrows(target: Element): boolean {
  return target.matches('select, textarea, input[type="number"], [aria-expanded="true"]')
}
