/** The search behind a combobox: debounced, the newest answer wins, and fast typists need not wait. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'

export interface ComboboxOption {
  readonly value: string
  readonly label: string
  /** A second, softer text: a code, a place. */
  readonly hint?: string
  readonly disabled?: boolean
}

export type Search<Option> = (text: string, signal: AbortSignal) => Promise<readonly Option[]>
export type SearchState = 'idle' | 'searching' | 'found' | 'failed'

/** `pause` is how long the reader must stop typing before the search starts, in milliseconds. */
export function useSearch<Option extends ComboboxOption>(search: () => Search<Option>, pause = 150) {
  const options = shallowRef<readonly Option[]>([])
  const state = ref<SearchState>('idle')
  const active = ref(-1)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | null = null
  let whenFound: (() => void) | null = null

  /** Looks for `text`; `wanted` is the value to point at, by default the first option is. */
  function look(text: string, wanted: string | null, first: boolean, now = false): void {
    stop()
    state.value = 'searching'
    timer = setTimeout(() => void run(text, wanted, first), now ? 0 : pause)
  }

  async function run(text: string, wanted: string | null, first: boolean): Promise<void> {
    const controller = new AbortController()
    running = controller
    try {
      const found = await search()(text, controller.signal)
      if (running !== controller) return
      options.value = found
      state.value = 'found'
      const at = found.findIndex((option) => option.value === wanted)
      active.value = at >= 0 ? at : first ? found.findIndex((option) => !option.disabled) : -1
    } catch {
      if (running !== controller) return
      options.value = []
      active.value = -1
      state.value = 'failed'
    }
    const then = whenFound
    whenFound = null
    then?.()
  }

  function stop(): void {
    clearTimeout(timer)
    running?.abort()
    running = null
    whenFound = null
    options.value = []
    active.value = -1
    state.value = 'idle'
  }

  /** Runs once the search that is under way has its answer. */
  function afterwards(then: () => void): void {
    whenFound = then
  }

  /** Moves the highlight by `step`, round the ends, past options that cannot be chosen. */
  function move(step: 1 | -1, extra = 0): void {
    const size = options.value.length + extra
    for (let count = 1; count <= size; count++) {
      const start = active.value < 0 && step < 0 ? 0 : active.value
      const next = (start + step * count + size * count) % size
      if (options.value[next]?.disabled !== true) {
        active.value = next
        return
      }
    }
  }

  onScopeDispose(stop)
  return { options, state, active, searching: computed(() => state.value === 'searching'), look, stop, afterwards, move }
}
