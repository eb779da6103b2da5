/** Identities kept in memory by the digest of what was presented, forgotten the moment they change. */
import type { Identity } from '#server/kit/identity.ts'

/** What stands behind a cookie or an access token. */
export interface Access {
  readonly identity: Identity
  /** The id of the session, or of the family of tokens. */
  readonly id: string
  /** Null for a token, which no browser sends by itself. */
  readonly csrfToken: string | null
  /** Milliseconds; after it the access is over. */
  readonly expiresAt: number
  lastSeenAt: number
  /** Where an API key let somebody in, by itself or exchanged for a token. */
  readonly key?: KeyFacts
}

/** What each use of a key is tested against. */
export interface KeyFacts {
  readonly id: string
  readonly tenantId: string
  readonly digest: Buffer
  readonly scopes: readonly string[]
  /** As `192.0.2.0/24`; none is anywhere. */
  readonly networks: readonly string[]
  /** True where it may be used so often only. */
  readonly isCounted: boolean
  readonly perMinute: number | null
}

export interface AccessCache {
  /** What is known of `digest`, else what `load` finds; twins wait for the same answer. */
  get(digest: string, load: () => Promise<Access | null>): Promise<Access | null> | Access
  forget(tenantId: string): void
  forgetAll(): void
  /** While news of changes cannot arrive, nothing is kept. */
  trust(isTrusted: boolean): void
  readonly size: number
}

/** Beyond it the oldest goes; an identity takes a few kB. */
const mostKept = 10_000
/** Read anew at least so often, should news ever be lost. */
const longestKept = 60_000

export function createAccessCache(now: () => Date): AccessCache {
  const kept = new Map<string, { readonly access: Access; readonly since: number }>()
  const loading = new Map<string, Promise<Access | null>>()
  let generation = 0
  let trusted = false

  function known(digest: string): Access | null {
    const entry = kept.get(digest)
    if (entry === undefined) return null
    const instant = now().getTime()
    const { nextChangeAt } = entry.access.identity
    if (instant - entry.since < longestKept && instant < nextChangeAt) return entry.access
    kept.delete(digest)
    return null
  }

  /** What was read before a change became known is answered, but not kept. */
  async function loadOnce(digest: string, load: () => Promise<Access | null>): Promise<Access | null> {
    const before = generation
    const access = await load()
    if (access === null || !trusted || before !== generation) return access
    const [oldest] = kept.size >= mostKept ? kept.keys() : []
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(digest, { access, since: now().getTime() })
    return access
  }

  return {
    get(digest, load) {
      const access = known(digest)
      if (access !== null) return access
      const under = loading.get(digest)
      if (under !== undefined) return under
      const started = loadOnce(digest, load).finally(() => {
        if (loading.get(digest) === started) loading.delete(digest)
      })
      loading.set(digest, started)
      return started
    },
    forget(tenantId) {
      generation += 1
      loading.clear()
      for (const [digest, { access }] of kept) if (access.identity.tenantId === tenantId) kept.delete(digest)
    },
    forgetAll() {
      generation += 1
      loading.clear()
      kept.clear()
    },
    trust(isTrusted) {
      trusted = isTrusted
      this.forgetAll()
    },
    get size() {
      return kept.size
    },
  }
}
