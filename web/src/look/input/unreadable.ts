/** Texts typed inside a field that are no values, each by the place where it stands. */
import { computed, ref, watch } from 'vue'

/** `tell` hears of the first of them, undefined once there is none: at once, for saving may follow at once. */
export function useUnreadable(tell: (message: string | undefined) => void) {
  const texts = ref<Readonly<Record<string, string>>>({})
  const first = computed(() => Object.values(texts.value)[0])
  watch(first, tell, { flush: 'sync' })

  function set(place: string, message: string | undefined): void {
    const { [place]: _, ...others } = texts.value
    texts.value = message === undefined ? others : { ...others, [place]: message }
  }

  /** Forgets those whose place is gone. */
  function keep(stays: (place: string) => boolean): void {
    texts.value = Object.fromEntries(Object.entries(texts.value).filter(([place]) => stays(place)))
  }

  return { texts, set, keep }
}
