/** Where the reader's clock stands: the time zone of the profile, else that of the browser. */
import { ref } from 'vue'

const chosen = ref<string>()

/** Undefined is the browser's own. */
export const timeZone = (): string | undefined => chosen.value

/** A zone that this browser does not know leaves its own. */
export function useZone(name: string | null | undefined): void {
  try {
    chosen.value = name
      ? new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
      : undefined
  } catch {
    chosen.value = undefined
  }
}

/** What the reader's clock shows then: `2026-11-03T14:05:00`. Sweden writes dates as we keep them. */
export function localTime(instant: Date): string {
  const style = { dateStyle: 'short', timeStyle: 'medium', timeZone: chosen.value } as const
  return new Intl.DateTimeFormat('sv-SE', style).format(instant).replace(' ', 'T')
}

/** The instant at which the reader's clock shows a time; an invalid date where it is none. */
export function instantAt(local: string): Date {
  const shown = Date.parse(`${local}Z`)
  if (Number.isNaN(shown)) return new Date(Number.NaN)
  // The clock may have been changed between the two; what it shows at the second guess decides.
  const guess = shown - aheadAt(shown)
  return new Date(shown - aheadAt(guess))
}

/** How far the reader's clock is ahead of UTC at an instant. */
function aheadAt(instant: number): number {
  const second = 1000
  return Date.parse(`${localTime(new Date(instant))}Z`) - Math.floor(instant / second) * second
}

/** The day of an instant, or today, as `YYYY-MM-DD`. */
export const dayAt = (instant = new Date()): string => localTime(instant).slice(0, 10)

export const startOfDay = (day: string): string => instantAt(`${day}T00:00:00`).toISOString()

/** A day lasts to its last second. */
export const endOfDay = (day: string): string => instantAt(`${day}T23:59:59.999`).toISOString()
