/**
 * `node bench/audit.ts`, and part of `npm run bench`: rows of the audit trail sealed a second, and what sealing costs
 * those who write. Many short rounds in pairs, with and without, the first of a pair by turns: other work on the
 * machine hits both alike, so the ratio of each pair counts, its median and the interval it lies in with 95 %.
 */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { backendTime, databaseOf } from './processor-time.ts'
import { type BenchServer, startServer } from './server.ts'

const seconds = Number(process.env.BENCH_PAIR_SECONDS ?? 2)
/** Pairs; of fewer than six there is no interval. */
const rounds = Number(process.env.BENCH_PAIRS ?? 20)
const writers = 4
const rowsEach = 5
/** What the sealer has to keep up with. */
const paced = 2000
const backlog = 40_000

const writeText = `insert into audit_log
  (tenant_id, actor_name, action, record, record_id, record_label, changes, context)
select $1, 'Bench', 'UPDATE', 'products.product', gen_random_uuid()::text, 'Row ' || n,
  jsonb_build_object(
    'name', jsonb_build_object('old', 'Bottom bracket ' || n, 'new', 'Bottom bracket, long ' || n),
    'price', jsonb_build_object('old', '12.50', 'new', '13.90')),
  '{"ip_address": "192.0.2.1", "device": "Mozilla/5.0 (X11; Linux x86_64)", "request_id": "0123456789abcdef"}'
from generate_series(1, $2) n`

interface Connection {
  readonly client: pg.Client
  readonly pid: number
}

interface Run {
  /** Rows a second. */
  readonly rows: number
  /** Milliseconds of a transaction. */
  readonly p50: number
  readonly p95: number
  /** Milliseconds of processor for a thousand rows, of the writers' own backends. */
  readonly processor: number
}

export interface AuditFigures {
  readonly sealing: { readonly rows_a_second: number; readonly rows_a_processor_second: number }
  readonly writing: readonly {
    readonly rows_a_second_wanted: number | null
    readonly without: Run
    /** Rows that wait for their seal when the writers stop; milliseconds of processor to seal a thousand. */
    readonly with: Run & { readonly waiting: number; readonly sealer_processor: number }
    /** With sealing by without, pair by pair. */
    readonly rows_ratio: Interval
    readonly processor_ratio: Interval
  }[]
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

interface Interval {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** Of the median, by the order of the values alone, whatever they are spread like. */
function intervalOf(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b)
  const edge = Math.max(0, Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2))
  const at = (index: number) => Number((sorted[index] ?? 0).toFixed(3))
  return { median: Number(median(sorted).toFixed(3)), low: at(edge), high: at(sorted.length - 1 - edge) }
}

const medians = <R extends Run>(runs: readonly R[]): R =>
  Object.fromEntries(
    Object.keys(runs[0] ?? {}).map((key) => [
      key,
      Number(median(runs.map((run) => run[key as keyof R] as number)).toFixed(1)),
    ]),
  ) as unknown as R

const timeOf = (connections: readonly Connection[]): number =>
  connections.reduce((total, { pid }) => total + backendTime(pid), 0)

/** Transactions of five rows; as many as go, or at the pace given in rows a second. */
async function write(connections: readonly Connection[], tenant: string, pace: number | null): Promise<Run> {
  const [start, times] = [performance.now(), [] as number[]]
  const [end, before] = [start + seconds * 1000, timeOf(connections)]
  let begun = 0
  const one = async ({ client }: Connection) => {
    for (;;) {
      const due = pace === null ? 0 : start + (begun * rowsEach * 1000) / pace
      begun += 1
      const ahead = due - performance.now()
      if (ahead > 1) await pause(ahead)
      const from = performance.now()
      if (from >= end) return
      await client.query({ name: 'write', text: writeText, values: [tenant, rowsEach] })
      times.push(performance.now() - from)
    }
  }
  await Promise.all(connections.map(one))
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  const rows = times.length * rowsEach
  const processor = ((timeOf(connections) - before) * 1000) / rows
  return { rows: rows / seconds, p50: at(0.5), p95: at(0.95), processor }
}

async function sealAll({ client }: Connection, chain: string): Promise<number> {
  let rows = 0
  for (let sealed = 1; sealed > 0; rows += sealed) {
    const found = await client.query<{ n: number }>('select kontor.seal_audit($1, 5000) as n', [chain])
    sealed = found.rows[0]?.n ?? 0
  }
  return rows
}

/** Once a second, as the worker does it. */
async function sealMeanwhile(sealer: Connection, chain: string, signal: AbortSignal): Promise<number> {
  let rows = 0
  while (!signal.aborted) {
    rows += await sealAll(sealer, chain)
    await pause(1000, undefined, { signal }).catch(() => undefined)
  }
  return rows
}

async function withSealer(sealer: Connection, holder: Connection, chain: string, work: () => Promise<Run>) {
  await sealAll(sealer, chain)
  const [done, before] = [new AbortController(), backendTime(sealer.pid)]
  const sealing = sealMeanwhile(sealer, chain, done.signal)
  const run = await work()
  const text = 'select row_count::integer as n from kontor.audit_unsealed($1, 1000000)'
  const waiting = await holder.client.query<{ n: number }>(text, [chain])
  done.abort()
  const rows = await sealing
  const spent = ((backendTime(sealer.pid) - before) * 1000) / Math.max(1, rows)
  return { ...run, waiting: waiting.rows[0]?.n ?? 0, sealer_processor: spent }
}

/** The worker of the server waits for the lock of the chain meanwhile. */
async function withoutSealer({ client }: Connection, chain: string, work: () => Promise<Run>): Promise<Run> {
  const lock = `hashtextextended('seal audit ${chain}', 0)`
  await client.query(`select pg_advisory_lock(${lock})`)
  try {
    return await work()
  } finally {
    await client.query(`select pg_advisory_unlock(${lock})`)
  }
}

async function measureSealing(sealer: Connection, chain: string): Promise<AuditFigures['sealing']> {
  const [byClock, byProcessor]: [number[], number[]] = [[], []]
  await sealAll(sealer, chain)
  for (let round = 0; round < Math.min(rounds, 5); round++) {
    // In a transaction, so that the worker of the server does not seal them first.
    await sealer.client.query('begin')
    await sealer.client.query(`select pg_advisory_xact_lock(hashtextextended('seal audit ${chain}', 0))`)
    await sealer.client.query(writeText, [chain, backlog])
    await sealer.client.query('commit')
    const [from, before] = [performance.now(), backendTime(sealer.pid)]
    const rows = await sealAll(sealer, chain)
    if (rows < backlog / 2) continue // the worker of the server was first
    byClock.push((rows * 1000) / (performance.now() - from))
    byProcessor.push((rows * 1000) / Math.max(1, backendTime(sealer.pid) - before))
  }
  return {
    rows_a_second: Math.round(median(byClock)),
    rows_a_processor_second: Math.round(median(byProcessor)),
  }
}

function show({ sealing, writing }: AuditFigures): void {
  const { rows_a_second, rows_a_processor_second } = sealing
  console.log(
    `\nSealing alone: ${rows_a_second} rows/s, ${rows_a_processor_second} in a second of one processor`,
  )
  for (const figures of writing) {
    const { rows_a_second_wanted: wanted, without, with: sealed, rows_ratio, processor_ratio } = figures
    const ratio = ({ median: middle, low, high }: Interval) =>
      `× ${middle.toFixed(3)}, from ${low.toFixed(3)} to ${high.toFixed(3)}`
    console.log(`${writers} writers ${wanted === null ? 'as fast as they can' : `at ${wanted} rows/s`}:
      rows/s ${without.rows}, with sealing ${sealed.rows} (${ratio(rows_ratio)}), ${sealed.waiting} wait at the end
      p50 ${without.p50}, with ${sealed.p50} ms; p95 ${without.p95}, with ${sealed.p95} ms
      processor of writers for 1,000 rows ${without.processor}, with ${sealed.processor} ms
      (${ratio(processor_ratio)}); of the sealer ${sealed.sealer_processor} ms`)
  }
}

export async function measureAudit(server: BenchServer): Promise<AuditFigures> {
  const chain = server.organization
  const connect = async (): Promise<Connection> => {
    const client = new pg.Client({ connectionString: databaseOf(server).url })
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    return { client, pid: rows[0]?.pid ?? 0 }
  }
  const [sealer, holder] = [await connect(), await connect()]
  const connections = await Promise.all(Array.from({ length: writers }, connect))
  const sealing = await measureSealing(sealer, chain)
  const writing: AuditFigures['writing'][number][] = []
  for (const pace of [paced, null]) {
    const [bare, sealed]: [Run[], Awaited<ReturnType<typeof withSealer>>[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      const turns = [
        async () => bare.push(await withoutSealer(holder, chain, () => write(connections, chain, pace))),
        async () =>
          sealed.push(await withSealer(sealer, holder, chain, () => write(connections, chain, pace))),
      ]
      for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn()
    }
    const ratio = (of: (run: Run) => number) =>
      intervalOf(sealed.map((run, index) => of(run) / of(bare[index] ?? run)))
    const rows_ratio = ratio(({ rows }) => rows)
    const processor_ratio = ratio(({ processor }) => processor)
    const middle = { without: medians(bare), with: medians(sealed) }
    writing.push({ rows_a_second_wanted: pace, ...middle, rows_ratio, processor_ratio })
  }
  for (const { client } of [sealer, holder, ...connections]) await client.end()
  const figures = { sealing, writing }
  show(figures)
  return figures
}

if (import.meta.main) {
  const server = await startServer()
  try {
    await measureAudit(server)
  } finally {
    await server.stop()
  }
}
