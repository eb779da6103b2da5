/** Views of a list that a reader has saved: search, filters and order of the address, and the columns. */
import { computed, type Ref } from 'vue'
import { type LocationQuery, useRoute, useRouter } from 'vue-router'
import type { GridState } from '#web/look/grid/grid-layout.ts'
import { remembered } from '#web/look/remembered.ts'

export interface SavedView {
  readonly name: string
  /** As in the address, without the page. */
  readonly query: Readonly<Record<string, string>>
  readonly grid: GridState
}

/** `owner` tells the readers of one browser apart. */
export function useSavedViews(list: string, owner: string, grid: Ref<GridState>) {
  const route = useRoute()
  const router = useRouter()
  const views = remembered<SavedView[]>(`views.${owner}.${list}`, [])
  const shown = computed(() => JSON.stringify([queryOf(route.query), sorted(grid.value)]))
  const current = computed(
    () => views.value.find((view) => JSON.stringify([view.query, sorted(view.grid)]) === shown.value) ?? null,
  )

  /** The name of an older view of the same name stands for the new one. */
  function save(name: string): void {
    const view: SavedView = { name, query: queryOf(route.query), grid: structuredClone(sorted(grid.value)) }
    const others = views.value.filter((one) => one.name !== name)
    views.value = [...others, view].toSorted((one, other) => one.name.localeCompare(other.name))
  }

  function open(view: SavedView): void {
    grid.value = structuredClone(sorted(view.grid))
    void router.push({ query: { ...view.query } })
  }

  function remove(view: SavedView): void {
    views.value = views.value.filter((one) => one.name !== view.name)
  }

  return { views, current, save, open, remove }
}

function queryOf(query: LocationQuery): Record<string, string> {
  const entries = Object.entries(query).map(([name, value]) => [name, String(value ?? '')] as const)
  return Object.fromEntries(entries.filter(([name]) => name !== 'page').toSorted(byName))
}

/** Plain and in one order, so that two states can be compared as text. */
function sorted({ order, hidden, shown, widths }: GridState): GridState {
  return {
    order: [...order],
    hidden: hidden.toSorted(),
    shown: shown.toSorted(),
    widths: Object.fromEntries(Object.entries(widths).toSorted(byName)),
  }
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}
