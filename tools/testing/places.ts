/** Places to work at: so many pieces at once as keep the processors busy, and of those that wait the longest first. */
import { availableParallelism } from 'node:os'

export interface Places {
  /** `length` is about how many seconds the work takes. */
  take<T>(length: number, work: () => Promise<T>): Promise<T>
}

/** Tests wait for databases, browsers and each other nearly as long as they work. */
const usualPlaces = 2 * availableParallelism()

export function createPlaces(count: number = usualPlaces): Places {
  const waiting: { readonly length: number; begin(): void }[] = []
  let free = count
  let isAsked = false
  function fill(): void {
    isAsked = false
    waiting.sort((a, b) => b.length - a.length)
    for (; free > 0 && waiting.length > 0; free -= 1) waiting.shift()?.begin()
  }
  /** What is asked for in the same breath is compared before the first of it begins. */
  function fillSoon(): void {
    if (!isAsked) setImmediate(fill)
    isAsked = true
  }
  return {
    async take(length, work) {
      await new Promise<void>((begin) => {
        waiting.push({ length, begin })
        fillSoon()
      })
      try {
        return await work()
      } finally {
        free += 1
        fillSoon()
      }
    },
  }
}
