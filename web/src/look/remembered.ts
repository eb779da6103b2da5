/** What this browser remembers for its reader between visits: widths, columns, theme. */
import { useLocalStorage } from '@vueuse/core'
import type { Ref } from 'vue'

/** A value kept under `kontor.<name>`; without storage it lasts as long as the page. */
export function remembered<T>(name: string, value: T): Ref<T> {
  return useLocalStorage<T>(`kontor.${name}`, value, { mergeDefaults: true }) as Ref<T>
}
