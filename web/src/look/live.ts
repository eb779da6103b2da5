/** Says things to screen readers; the shell holds the two live regions. */
import { nextTick, reactive } from 'vue'

export const liveMessages = reactive({ polite: '', assertive: '' })

/** A repeated message is said again, because the region is emptied first. */
export function announce(message: string, urgency: 'polite' | 'assertive' = 'polite'): void {
  liveMessages[urgency] = ''
  void nextTick(() => {
    liveMessages[urgency] = message
  })
}
