/** The search behind a combobox: debounced, the newest answer wins, and fast typists need not wait. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { afterwardsOf } from './unsettled.ts'

export interface ComboboxOption {
  readonly value: string
  readonly label: string
  /** A second, softer text: a code, a place. */
  readonly hint?: string
  /** What is known of it beside. */
  readonly row?: Readonly<Record<string, unknown>>
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
  const afterwards = afterwardsOf()

  /** Looks for `text`, points at `wanted` or the `first` option; what was found before stays till then. */
  function look(text: string, wanted: string | null, first: boolean, now = false): void {
    cancel()
    active.value = -1
    state.value = 'searching'
    timer = setTimeout(() => void run(text, wanted, first), now ? 0 : pause)
  }

  async function run(text: string, wanted: string | null, first: boolean): Promise<void> {
    const controller = new AbortController()
    running = controller
    const found = await search()(text, controller.signal).catch(() => null)
    if (running !== controller) return
    options.value = found ?? []
    state.value = found ? 'found' : 'failed'
    const at = options.value.findIndex((option) => option.value === wanted)
    active.value = at < 0 && first ? options.value.findIndex((option) => !option.disabled) : at
    afterwards.come()
  }

  function cancel(): void {
    clearTimeout(timer)
    running?.abort()
    running = null
    afterwards.forget()
  }

  function stop(): void {
    cancel()
    options.value = []
    active.value = -1
    state.value = 'idle'
  }

  /** Moves the highlight; `extra` counts the rows behind the options. */
  function move(step: 1 | -1, extra = 0): void {
    active.value = nextOption(options.value, active.value, step, extra)
  }

  const searching = computed(() => state.value === 'searching')
  onScopeDispose(cancel)
  return { options, state, active, searching, look, stop, afterwards: afterwards.wait, move }
}

/** The next index in a direction, round the ends, past options that cannot be chosen. */
function nextOption(options: readonly ComboboxOption[], from: number, step: 1 | -1, extra: number): number {
  const size = options.length + extra
  const start = from < 0 && step < 0 ? 0 : from
  for (let count = 1; count <= size; count++) {
    const next = (start + step * count + size * count) % size
    if (options[next]?.disabled !== true) return next
  }
  return from
}
