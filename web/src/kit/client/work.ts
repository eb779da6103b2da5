/** One thing at a time: whether it runs, and what went wrong with it. */
import { type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import { inputsSettled } from '#web/look/input/unsettled.ts'
import { asProblem, type Problem } from './problem.ts'

export interface Work {
  readonly busy: Ref<boolean>
  readonly problem: ShallowRef<Problem | null>
  /** True when it went well. A second one is not begun before the first has ended. */
  run(task: () => Promise<unknown>): Promise<boolean>
}

export function useWork(): Work {
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  async function run(task: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      await inputsSettled()
      await task()
      return true
    } catch (thrown) {
      problem.value = asProblem(thrown)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}
