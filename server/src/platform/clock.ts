/** The time, as a value that is handed in, so that a test can say what day it is. */

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is set or advanced. */
export function stoppedClock(start: Date | string): Clock & {
  set(instant: Date | string): void
  advance(milliseconds: number): void
} {
  let current = new Date(start)
  return {
    now: () => new Date(current),
    set: (instant) => {
      current = new Date(instant)
    },
    advance: (milliseconds) => {
      current = new Date(current.getTime() + milliseconds)
    },
  }
}
