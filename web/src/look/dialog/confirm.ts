/** Asks before what is hard to undo: `if (await confirm({ … })) …`. The shell shows the question. */
import { shallowRef } from 'vue'

export interface Question {
  readonly title: string
  readonly detail?: string
  /** What the button does, as a verb: "Delete order". */
  readonly action: string
  readonly tone?: 'plain' | 'danger'
}

export const openQuestion = shallowRef<(Question & { answer: (yes: boolean) => void }) | null>(null)

/** One question at a time; a new one answers the old one with no. */
export function confirm(question: Question): Promise<boolean> {
  openQuestion.value?.answer(false)
  return new Promise((resolve) => {
    openQuestion.value = {
      ...question,
      answer: (yes) => {
        openQuestion.value = null
        resolve(yes)
      },
    }
  })
}
