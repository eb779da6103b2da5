/** What the server tells of the use of a key, and its bars of the last 30 days. */

export interface Day {
  readonly day: string
  readonly calls: number
  readonly refusals: number
}

export interface KeyUsage {
  readonly last_used_at: string | null
  readonly daily: readonly Day[]
  readonly routes: readonly { readonly route: string; readonly calls: number; readonly refusals: number }[]
  readonly addresses: readonly {
    readonly address: string
    readonly device: string
    readonly last_seen_at: string
    readonly calls: number
  }[]
  readonly alerts: readonly {
    readonly kind: 'new_network' | 'refused_network' | 'spike' | 'limit_reached' | 'old_key'
    readonly detail: string
    readonly raised_at: string
  }[]
}

export interface MadeKey {
  readonly id: string
  readonly name: string
  readonly secret: string
}

const length = 86_400_000

/** One for each of the 30 days up to today, in UTC as the server counts them; those without a call are empty. */
export function barsOf(daily: readonly Day[], now: number): readonly Day[] {
  const known = new Map(daily.map((one) => [one.day, one]))
  return Array.from({ length: 30 }, (_, index) => {
    const day = new Date(now - (29 - index) * length).toISOString().slice(0, 10)
    return known.get(day) ?? { day, calls: 0, refusals: 0 }
  })
}

export const sumOf = (list: readonly Day[], name: 'calls' | 'refusals'): number =>
  list.reduce((sum, one) => sum + one[name], 0)
