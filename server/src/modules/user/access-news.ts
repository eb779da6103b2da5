/** Listens for changes of rights on a connection of its own, and says when it cannot hear. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { FastifyBaseLogger } from 'fastify'

export interface News {
  /** A tenant whose rights changed; null where it may be any. */
  changed(tenantId: string | null): void
  /** A secret that another process has changed. */
  secretChanged(name: string): void
  hearing(isHearing: boolean): void
}

export interface Listening {
  stop(): Promise<void>
}

const channel = 'kontor_access'
const secretsChannel = 'kontor_secrets'
const firstPause = 200
const longestPause = 5000

/** Returns once it listens or has failed to, and keeps trying until stopped; by no pooler, which would share it. */
export async function listenForAccess(
  database: pg.ClientConfig,
  news: News,
  log: FastifyBaseLogger,
): Promise<Listening> {
  const stopping = new AbortController()
  let client: pg.Client | null = null
  let failures = 0

  async function connect(): Promise<void> {
    const own = { pipeline: false, keepAlive: true, application_name: 'kontor access news' }
    const fresh = new pg.Client({ ...database, ...own })
    fresh.on('notification', ({ channel: heard, payload }) => {
      if (heard === secretsChannel) news.secretChanged(payload ?? '')
      else news.changed(payload ? payload : null)
    })
    fresh.on('error', (error) => log.warn(error, 'the connection for access news broke'))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}; listen ${secretsChannel}`)
    } catch (error) {
      await fresh.end().catch(() => undefined)
      throw error
    }
    if (stopping.signal.aborted) return fresh.end()
    client = fresh
    failures = 0
    fresh.once('end', lost)
    news.hearing(true)
  }

  function lost(): void {
    client = null
    news.hearing(false)
    void reconnect()
  }

  async function reconnect(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        return await connect()
      } catch (error) {
        log.warn(error, 'cannot listen for access news; every request reads its identity')
        const wait = Math.min(longestPause, firstPause * 2 ** failures++)
        await pause(wait, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      }
    }
  }

  await connect().catch(() => void reconnect())
  return {
    async stop() {
      stopping.abort()
      const ending = client
      client = null
      ending?.removeListener('end', lost)
      await ending?.end()
    },
  }
}
