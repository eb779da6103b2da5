/** Connections whose breaking ends the work on them and nothing else, one by one and in a pool. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/**
 * PostgreSQL may end a connection at any time. The statement at work fails and tells it; pg tells the connection as
 * well, and where nobody listens there that ends the process: in the middle of a transaction the pool does not.
 */
export class Connection extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    this.on('error', () => undefined)
  }
}

/** One whose other end is gone may never say that it has closed. */
const longestClosing = 2000

export class ConnectionPool extends pg.Pool {
  readonly #open = new Map<pg.PoolClient, Promise<void>>()

  /** `onError` hears of connections that break while nobody uses them. */
  constructor(config: pg.PoolConfig, onError: (error: Error) => void) {
    super({ Client: Connection, ...config } as pg.PoolConfig)
    this.on('error', (error: Error & { client?: unknown }) => {
      // The whole connection, which a log would write out.
      delete error.client
      onError(error)
    })
    this.on('connect', (client) => {
      const closed = new Promise<void>((resolve) => client.once('end', resolve))
      this.#open.set(
        client,
        closed.then(() => void this.#open.delete(client)),
      )
    })
  }

  /** Resolves when its connections are closed; pg's own does as soon as it has asked for that. */
  override async end(): Promise<void> {
    await super.end()
    const tooLate = pause(longestClosing, undefined, { ref: false })
    await Promise.race([Promise.all(this.#open.values()), tooLate])
  }
}
