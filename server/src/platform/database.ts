/** PostgreSQL by a pool of pipelining connections, named statements and short transactions. */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { Connection, ConnectionPool } from './connections.ts'
import { Batches, type Done } from './statement-batch.ts'

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, toIsoInstant)

/**
 * `2026-11-21 08:30:00.12+00` as PostgreSQL writes it in UTC becomes `2026-11-21T08:30:00.120Z`: as JavaScript
 * writes it, so that equal instants are equal texts.
 */
export function toIsoInstant(text: string): string {
  if (!text.endsWith('+00')) return new Date(text).toISOString()
  const time = text.slice(11, -3)
  const whole = time.length < 12 ? (time.length === 8 ? `${time}.` : time).padEnd(12, '0') : time
  return `${text.slice(0, 10)}T${whole}Z`
}

export type Pool = pg.Pool
export type Row = Record<string, unknown>

/** Settings that row-level security reads, local to one transaction (ARCHITECTURE 4). */
export interface Settings {
  readonly tenantId: string | null
  readonly organizationId: string | null
  readonly organizationIds: readonly string[]
  readonly usableIds: readonly string[]
  readonly userId: string | null
  /** The server's clock; left out, the database's own counts. */
  readonly now?: Date
  /** The key by which a request that is sent again gets its first answer. */
  readonly key?: string | null
}

export interface PoolOptions {
  readonly url: string
  readonly size: number
  /** The role the server works as; null where the address already names it. */
  readonly role: string | null
  /**
   * The address is a pooler's that gives each transaction any connection: statements then have no names, and
   * limits come from the role (0110-pooled-connections.sql).
   */
  readonly isPooled?: boolean
  readonly onError: (error: Error) => void
}

const limits = `-c TimeZone=UTC -c statement_timeout=30s -c idle_in_transaction_session_timeout=30s
  -c transaction_timeout=60s -c plan_cache_mode=force_generic_plan`.replace(/\s+/g, ' ')

/** What one connection has prepared the next does not know. */
class NamelessConnection extends Connection {
  // Declared by pg in nine ways; only a query that is an object can have a name.
  override query(query: any, ...rest: any[]): any {
    const isNamed = typeof query === 'object' && !(query instanceof pg.Query) && query.name !== undefined
    if (!isNamed) return super.query(query, ...(rest as []))
    const { name: _name, ...nameless } = query
    return super.query(nameless, ...(rest as []))
  }
}

export function openPool(options: PoolOptions): Pool {
  const config = {
    connectionString: options.url,
    max: options.size,
    // What a connection has planned is worth keeping over a quiet minute.
    idleTimeoutMillis: 300_000,
    application_name: 'kontor',
    pipeline: true,
    ...(options.isPooled ? { Client: NamelessConnection } : { options: limits }),
    ...(options.role === null
      ? {}
      : {
          onConnect: async (client: pg.ClientBase) => void (await client.query(`set role ${options.role}`)),
        }),
  } as pg.PoolConfig
  return new ConnectionPool(config, options.onError)
}

const statementNames = new Map<string, string>()

/** A statement's name on the connection: the same text is parsed and planned once. */
function statementName(text: string): string {
  let name = statementNames.get(text)
  if (name === undefined) {
    name = createHash('sha1').update(text).digest('base64url')
    if (statementNames.size < 20_000) statementNames.set(text, name)
  }
  return name
}

/** Called before each statement and before COMMIT; the fault tests kill the process there. */
let beforeStatement: ((text: string) => void) | null = null
export function onEachStatement(hook: ((text: string) => void) | null): void {
  beforeStatement = hook
}

let statements = 0
/** How many statements this process has sent, for the bench. */
export const statementCount = (): number => statements

/** One transaction. Queries sent without waiting for the one before travel together. */
export interface Transaction {
  /** What the first statement found: the answer that was given to the request's key, if any. */
  readonly opened: Promise<Row[]>
  rows<R = Row>(text: string, values?: readonly unknown[]): Promise<R[]>
  /** The last statement, which travels with COMMIT. */
  last(text: string, values: readonly unknown[]): void
  /** Work that runs after COMMIT, never before. */
  afterCommit(work: () => void): void
}

/**
 * For a statement whose result nobody needs, so that it travels with the next ones: where it fails they fail with
 * its error, and COMMIT at the latest.
 */
export function unawaited(sent: Promise<unknown>): void {
  sent.catch(() => undefined)
}

const openText = 'select * from kontor.open_call($1, $2, $3, $4, $5, $6, $7)'

/** Runs `work` in one transaction with the settings; commits when it returns, rolls back when it throws. */
export async function inTransaction<T>(
  pool: Pool,
  settings: Settings,
  work: (transaction: Transaction) => Promise<T>,
  mode: 'read' | 'write' = 'write',
): Promise<T> {
  const client = await pool.connect()
  const batches = new Batches(client, !(client instanceof NamelessConnection))
  const send = (text: string, values: readonly unknown[] = []) => sendIn(batches, text, values)
  const later: (() => void)[] = []
  const closing: Promise<unknown>[] = []
  let broken: Error | undefined
  try {
    const begin = mode === 'read' ? 'begin read only' : 'begin'
    statements += 1
    batches.send(begin, begin, []).catch(() => undefined)
    const opened = rowsOf(send(openText, valuesOf(settings)))
    const result = await work({
      opened,
      rows: <R>(text: string, values?: readonly unknown[]) => rowsOf(send(text, values)) as Promise<R[]>,
      last: (text, values) => void closing.push(send(text, values)),
      afterCommit: (callback) => later.push(callback),
    })
    const [ended] = await Promise.all([send('commit'), ...closing])
    // PostgreSQL answers COMMIT with ROLLBACK where a statement failed for whose result nobody waited.
    if (ended.command !== 'COMMIT') throw new TypeError('a statement of the transaction failed unseen')
    for (const callback of later) callback()
    return result
  } catch (error) {
    batches.flush()
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

function valuesOf(settings: Settings): (string | null)[] {
  return [
    settings.tenantId ?? '',
    settings.organizationId ?? '',
    settings.organizationIds.join(','),
    settings.usableIds.join(','),
    settings.userId ?? '',
    settings.now?.toISOString() ?? '',
    settings.key ?? null,
  ]
}

function sendIn(batches: Batches, text: string, values: readonly unknown[]): Promise<Done> {
  beforeStatement?.(text)
  statements += 1
  const sent = batches.send(statementName(text), text, values)
  sent.catch(() => undefined) // whoever awaits it sees the error; an unawaited twin must not end the process
  return sent
}

function rowsOf(sent: Promise<Done>): Promise<Row[]> {
  const rows = sent.then((done) => done.rows)
  rows.catch(() => undefined)
  return rows
}
