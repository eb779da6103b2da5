/** Short messages in the corner: what is done goes by itself, what failed stays until it was read. */
import { shallowReactive } from 'vue'
import { announce } from '#web/look/live.ts'
import { asProblem, type Denial } from './problem.ts'
import { useProblemWords } from './problem-words.ts'

export interface Toast {
  readonly id: number
  readonly tone: 'success' | 'danger'
  readonly title: string
  readonly detail: string
  readonly denial: Denial | null
}

export interface Notify {
  success: (title: string, detail?: string) => void
  /** Takes anything that was thrown. */
  failure: (thrown: unknown) => void
}

/** The newest stands last; the shell shows them. */
export const toasts = shallowReactive<Toast[]>([])
const most = 4
let last = 0

export function dismiss(id: number): void {
  const at = toasts.findIndex((toast) => toast.id === id)
  if (at >= 0) toasts.splice(at, 1)
}

export function useNotify(): Notify {
  const wordsOf = useProblemWords()
  return {
    success: (title, detail = '') => show('success', title, detail),
    failure: (thrown) => {
      const { title, detail, advice } = wordsOf(thrown)
      const words = [detail, advice].filter((text) => text !== '').join(' ')
      const { status, denial } = asProblem(thrown)
      show(status === 202 ? 'success' : 'danger', title, words, denial)
    },
  }
}

/** The same message twice is one message. */
function show(tone: Toast['tone'], title: string, detail: string, denial: Denial | null = null): void {
  const same = toasts.find((toast) => toast.title === title && toast.detail === detail)
  if (same) dismiss(same.id)
  last += 1
  toasts.push({ id: last, tone, title, detail, denial })
  if (toasts.length > most) toasts.shift()
  announce(`${title} ${detail}`, tone === 'danger' ? 'assertive' : 'polite')
}
