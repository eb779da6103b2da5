/** Places a popup beside its input, in the browser's top layer, where no scrolling box can cut it off. */
import { useEventListener } from '@vueuse/core'
import { nextTick, type Ref, shallowRef, watch } from 'vue'

type Popup = HTMLElement | null | undefined

const gap = 4
const margin = 8
const wantedHeight = 320

/** Shows `popup` (an element with `popover="manual"`) under or over `anchor` while `open` is true. */
export function useFloat(anchor: Ref<Popup>, popup: Ref<Popup>, open: Ref<boolean>) {
  const style = shallowRef<Record<string, string>>({})

  function place(): void {
    if (!open.value || !anchor.value) return
    const box = anchor.value.getBoundingClientRect()
    const below = window.innerHeight - box.bottom - gap - margin
    const above = box.top - gap - margin
    const up = below < Math.min(wantedHeight, above)
    const rightToLeft = document.documentElement.dir === 'rtl'
    const room = (rightToLeft ? box.right : window.innerWidth - box.left) - margin
    style.value = {
      minWidth: `${box.width}px`,
      maxWidth: `min(28rem, ${Math.max(box.width, room)}px)`,
      maxHeight: `${Math.min(wantedHeight, up ? above : below)}px`,
      ...(rightToLeft ? { right: `${window.innerWidth - box.right}px` } : { left: `${box.left}px` }),
      ...(up ? { bottom: `${window.innerHeight - box.top + gap}px` } : { top: `${box.bottom + gap}px` }),
    }
  }

  watch(open, async (shown) => {
    if (!shown) return
    place()
    await nextTick()
    popup.value?.showPopover?.()
    place()
  })
  useEventListener(window, 'resize', place)
  useEventListener(window, 'scroll', place, { capture: true, passive: true })
  return { style }
}
