/** `node bench/floor/main.ts`: what PostgreSQL alone does of order to cash, beside what the API's calls wrote. */
import pg from 'pg'
import { Client } from '../client.ts'
import { orderToCash, type World } from '../flow.ts'
import { databaseOf } from '../processor-time.ts'
import { type BenchServer, startServer } from '../server.ts'
import { makeWorld } from '../world.ts'
import { orderToCashInSql } from './flow.ts'
import { runFloor } from './run.ts'
import { readTemplate, type Template } from './template.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 15)
const clientCounts = (process.env.BENCH_CLIENTS ?? '1,15,50').split(',').map(Number)
const prefix = 'FLOOR'

type Written = Map<string, readonly [number, number, number]>

/** Rows inserted, updated and deleted in each table so far. */
async function rowsWritten(client: pg.Client): Promise<Written> {
  await client.query('select pg_stat_force_next_flush()')
  const { rows } = await client.query<{ relname: string; written: number[] }>(
    `select relname, array[n_tup_ins, n_tup_upd, n_tup_del]::float8[] as written from pg_stat_user_tables`,
  )
  return new Map(rows.map(({ relname, written }) => [relname, written as [number, number, number]]))
}

const compared = 20

async function rowsOf(owner: pg.Client, flow: () => Promise<unknown>): Promise<Map<string, string>> {
  const idle = () => new Promise((resolve) => setTimeout(resolve, 12_000)) // statistics come at most 10 s late
  await idle()
  const before = await rowsWritten(owner)
  for (let done = 0; done < compared; done++) await flow()
  await idle()
  const each = new Map<string, string>()
  for (const [table, now] of await rowsWritten(owner)) {
    const per = now.map((count, index) => (count - (before.get(table)?.[index] ?? 0)) / compared)
    if (per.some((count) => count >= 0.5)) each.set(table, per.map(Math.round).join(' / '))
  }
  return each
}

async function compareRows(
  server: BenchServer,
  owner: pg.Client,
  template: Template,
  world: World,
): Promise<void> {
  const api = new Client(server.base, server.token, server.organization)
  const app = new pg.Client({ connectionString: databaseOf(server).url, options: '-c role=kontor_app' })
  await app.connect()
  await orderToCashInSql(app, template, Math.random)
  const byApi = await rowsOf(owner, () => orderToCash(api, world, Math.random))
  const bySql = await rowsOf(owner, () => orderToCashInSql(app, template, Math.random))
  await app.end()
  api.close()
  console.log('\nRows of one flow (inserted / updated / deleted), API and floor:')
  for (const table of [...new Set([...byApi.keys(), ...bySql.keys()])].toSorted()) {
    const [one, other] = [byApi.get(table) ?? '-', bySql.get(table) ?? '-']
    console.log(`  ${table.padEnd(20)} ${one.padEnd(14)} ${other.padEnd(14)} ${one === other ? '' : '<'}`)
  }
}

async function run(): Promise<void> {
  const server = await startServer()
  try {
    const world = await makeWorld(server, { products: 500, customers: 50, stock: 1_000_000, prefix })
    const api = new Client(server.base, server.token, server.organization)
    await orderToCash(api, world, Math.random)
    api.close()
    const owner = new pg.Client({ connectionString: databaseOf(server).url })
    await owner.connect()
    const template = await readTemplate(owner, prefix)
    if (process.env.BENCH_COMPARE) await compareRows(server, owner, template, world)
    for (const clients of clientCounts) {
      const { url, postmaster } = databaseOf(server)
      const figures = await runFloor(url, template, clients, seconds, postmaster)
      console.log(`Floor, ${clients} clients: ${figures.flows_a_second} flows/s, ${figures.errors} errors,
        ${figures.database_milliseconds_a_flow} ms of the database's processors a flow`)
      for (const error of figures.first_errors) console.log(`  ! ${error}`)
    }
    await owner.end()
  } finally {
    await server.stop()
  }
}

if (process.argv[1] === import.meta.filename) await run()
