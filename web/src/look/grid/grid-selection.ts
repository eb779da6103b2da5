/** Which rows are selected: one by one, from here to there, all. */
import { computed, type Ref } from 'vue'
import type { GridRow } from './grid.ts'

export function useGridSelection(rows: () => readonly GridRow[], selected: Ref<readonly string[]>) {
  const chosen = computed(() => new Set(selected.value))
  let anchor = 0

  const count = computed(() => rows().reduce((sum, row) => sum + (chosen.value.has(row.id) ? 1 : 0), 0))
  const all = computed(() => rows().length > 0 && count.value === rows().length)
  const some = computed(() => count.value > 0 && !all.value)

  function toggle(index: number): void {
    const id = rows()[index]?.id
    if (id === undefined) return
    anchor = index
    selected.value = chosen.value.has(id)
      ? selected.value.filter((one) => one !== id)
      : [...selected.value, id]
  }

  /** Adds everything between the row last touched and this one. */
  function extend(index: number): void {
    const ids = rows()
      .slice(Math.min(anchor, index), Math.max(anchor, index) + 1)
      .map((row) => row.id)
    selected.value = [...new Set([...selected.value, ...ids])]
  }

  function toggleAll(): void {
    selected.value = all.value ? [] : rows().map((row) => row.id)
  }

  return { chosen, all, some, toggle, extend, toggleAll }
}
