/** The title of the current page: in the browser's tab, and said to screen readers on arrival. */
import { ref, toValue, watchEffect } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

export const pageTitle = ref('')

/** To be called once by each page. */
export function usePageTitle(title: MaybeRefOrGetter<string>): void {
  watchEffect(() => {
    const words = toValue(title)
    pageTitle.value = words
    document.title = words === '' ? 'Kontor' : `${words} · Kontor`
  })
}
