/** Keeps a program that is refused in a loop from filling the audit trail. */

export interface DenialBound {
  /** How many like it went untold since the last one; null where this one goes untold, too. */
  admit(userId: string, key: string, instant: number): number | null
}

const quiet = 60_000
const mostOfUser = 60
const mostKept = 10_000

interface Told {
  since: number
  untold: number
}

/** The same refusal is told once a minute, and of one user at most sixty in a minute. */
export function createDenialBound(): DenialBound {
  const told = new Map<string, Told>()
  const users = new Map<string, { since: number; count: number }>()

  function isUserQuiet(userId: string, instant: number): boolean {
    const user = users.get(userId)
    if (user === undefined || instant - user.since >= quiet) {
      forgetOld(users, instant)
      users.set(userId, { since: instant, count: 1 })
      return true
    }
    user.count += 1
    return user.count <= mostOfUser
  }

  return {
    admit(userId, key, instant) {
      const last = told.get(key)
      const isFresh = last === undefined || instant - last.since >= quiet
      if (isFresh && isUserQuiet(userId, instant)) {
        forgetOld(told, instant)
        told.set(key, { since: instant, untold: 0 })
        return last?.untold ?? 0
      }
      if (last !== undefined) last.untold += 1
      else if (told.size < mostKept) told.set(key, { since: instant, untold: 1 })
      return null
    },
  }
}

/** Only when there is much: what was told long ago is of no use. */
function forgetOld(kept: Map<string, { readonly since: number }>, instant: number): void {
  if (kept.size < mostKept) return
  for (const [key, { since }] of kept) if (instant - since >= quiet) kept.delete(key)
  for (const key of kept.keys()) if (kept.size >= mostKept) kept.delete(key)
}
