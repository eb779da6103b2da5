/** `node bench/audit.ts`: rows sealed a second, and what sealing costs those who write; medians of alternating runs. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { databaseOf } from './processor-time.ts'
import { startServer } from './server.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 6)
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
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

interface Run {
  readonly rows: number
  /** Milliseconds of a transaction. */
  readonly p50: number
  readonly p95: number
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Transactions of five rows; as many as go, or at the pace given in rows a second. */
async function write(clients: readonly pg.Client[], tenant: string, pace: number | null): Promise<Run> {
  const [start, times] = [performance.now(), [] as number[]]
  const end = start + seconds * 1000
  let begun = 0
  const one = async (client: pg.Client) => {
    for (;;) {
      const due = pace === null ? 0 : start + (begun * rowsEach * 1000) / pace
      begun += 1
      if (due > performance.now()) await pause(due - performance.now())
      const from = performance.now()
      if (from >= end) return
      await client.query({ name: 'write', text: writeText, values: [tenant, rowsEach] })
      times.push(performance.now() - from)
    }
  }
  await Promise.all(clients.map(one))
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return { rows: (times.length * rowsEach) / seconds, p50: at(0.5), p95: at(0.95) }
}

async function seal(client: pg.Client, chain: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>('select kontor.seal_audit($1, 5000) as n', [chain])
  return rows[0]?.n ?? 0
}

async function sealAll(client: pg.Client, chain: string): Promise<number> {
  let rows = 0
  for (let sealed = 1; sealed > 0; rows += sealed) sealed = await seal(client, chain)
  return rows
}

/** Once a second, as the worker does it. */
async function sealMeanwhile(client: pg.Client, chain: string, signal: AbortSignal): Promise<number> {
  let rows = 0
  while (!signal.aborted) {
    rows += await sealAll(client, chain)
    await pause(1000, undefined, { signal }).catch(() => undefined)
  }
  return rows
}

async function withSealer(
  sealer: pg.Client,
  chain: string,
  work: () => Promise<Run>,
): Promise<Run & { sealed: number }> {
  await sealAll(sealer, chain)
  const done = new AbortController()
  const sealing = sealMeanwhile(sealer, chain, done.signal)
  const run = await work()
  done.abort()
  return { ...run, sealed: (await sealing) / seconds }
}

/** The worker of the server waits for the lock of the chain meanwhile. */
async function withoutSealer(holder: pg.Client, chain: string, work: () => Promise<Run>): Promise<Run> {
  const lock = `hashtextextended('seal audit ${chain}', 0)`
  await holder.query(`select pg_advisory_lock(${lock})`)
  try {
    return await work()
  } finally {
    await holder.query(`select pg_advisory_unlock(${lock})`)
  }
}

async function measure(url: string, chain: string): Promise<void> {
  const connect = async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    return client
  }
  const [sealer, holder] = [await connect(), await connect()]
  const clients = await Promise.all(Array.from({ length: writers }, connect))
  await sealAll(sealer, chain)
  const speeds: number[] = []
  for (let round = 0; round < rounds; round++) {
    await holder.query(writeText, [chain, backlog])
    const from = performance.now()
    const rows = await sealAll(sealer, chain)
    speeds.push((rows * 1000) / (performance.now() - from))
  }
  console.log(`sealing alone: ${Math.round(median(speeds))} rows/s (${rounds} runs of ${backlog} rows)`)
  for (const pace of [paced, null]) {
    const [bare, sealed]: [Run[], (Run & { sealed: number })[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      bare.push(await withoutSealer(holder, chain, () => write(clients, chain, pace)))
      sealed.push(await withSealer(sealer, chain, () => write(clients, chain, pace)))
    }
    const of = (runs: readonly Run[], key: keyof Run) => median(runs.map((run) => run[key]))
    const name = pace === null ? 'as fast as they can' : `at ${pace} rows/s`
    const cost = (1 - of(sealed, 'rows') / of(bare, 'rows')) * 100
    console.log(
      `${writers} writers ${name}: without ${Math.round(of(bare, 'rows'))} rows/s,` +
        ` with ${Math.round(of(sealed, 'rows'))} (${cost.toFixed(1)} % less),` +
        ` sealed ${Math.round(median(sealed.map((run) => run.sealed)))} rows/s;` +
        ` p50 ${of(bare, 'p50').toFixed(1)} and ${of(sealed, 'p50').toFixed(1)} ms,` +
        ` p95 ${of(bare, 'p95').toFixed(1)} and ${of(sealed, 'p95').toFixed(1)} ms`,
    )
  }
  for (const client of [sealer, holder, ...clients]) await client.end()
}

const server = await startServer()
try {
  await measure(databaseOf(server).url, server.organization)
} finally {
  await server.stop()
}
