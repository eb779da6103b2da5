/** `npm run bench`: order to cash beside its floor, and contention, over the public API, as table and JSON. */
import { fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { measureAudit } from './audit.ts'
import { Client } from './client.ts'
import { type FloorFigures, runFloor } from './floor/run.ts'
import { readTemplate } from './floor/template.ts'
import type { World } from './flow.ts'
import { measureLogins } from './logins.ts'
import type { LoadFigures, Task } from './load.ts'
import { databaseOf, processorTime } from './processor-time.ts'
import { type BenchServer, memory, startServer } from './server.ts'
import { type Measured as Figures, type Results, tableOf, writeTable } from './table.ts'
import { makeWorld } from './world.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 15)
const warmSeconds = Number(process.env.BENCH_WARM_SECONDS ?? 10)
const clientCounts = (process.env.BENCH_CLIENTS ?? '1,15,50').split(',').map(Number)

type Message = { readonly counting?: true; readonly figures?: LoadFigures; readonly error?: string }

function load(server: BenchServer, world: World, clients: number): Promise<Figures> {
  const child = fork(join(import.meta.dirname, 'load.ts'))
  const { base, token, organization } = server
  let before = processorTime(server)
  return new Promise((resolve, reject) => {
    child.on('message', ({ counting, figures, error }: Message) => {
      if (counting) before = processorTime(server)
      if (error !== undefined) reject(new Error(error))
      if (figures === undefined) return
      child.kill()
      const after = processorTime(server)
      const aFlow = (spent: number) => Number((spent / Math.max(1, figures.done)).toFixed(1))
      const processor = {
        server: aFlow(after.server - before.server),
        database: aFlow(after.database - before.database),
        client: aFlow(figures.client_processor_milliseconds),
      }
      resolve({ ...figures, processor })
    })
    child.once('exit', (code) => code && reject(new Error(`the load ended with ${code}`)))
    child.send({ base, token, organization, world, clients, seconds, warmSeconds } satisfies Task)
  })
}

function show(title: string, figures: Figures): void {
  const { server, database, client } = figures.processor
  const total = (server + database + client).toFixed(1)
  console.log(`\n${title}, ${figures.clients} clients: ${figures.flows_a_second} flows/s,
      ${figures.refused} refused, ${figures.errors} errors; of the processors a flow ${total} ms
      (server ${server}, database ${database}, client ${client})`)
  for (const [name, { count, p50, p95, p99, statements }] of Object.entries(figures.calls)) {
    const cost = statements === null ? '' : `  ${statements} statements`
    console.log(
      `  ${name.padEnd(16)} ${String(count).padStart(7)}  p50 ${p50}  p95 ${p95}  p99 ${p99} ms${cost}`,
    )
  }
  for (const error of figures.first_errors) console.log(`  ! ${error}`)
}

/** The same rows by bare SQL; what the API reaches of it. */
async function floorUnder(server: BenchServer, runs: readonly Figures[]) {
  const { url, postmaster } = databaseOf(server)
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const template = await readTemplate(owner, 'BENCH').finally(() => owner.end())
  const floors: (FloorFigures & { readonly ratio: number })[] = []
  for (const { clients, flows_a_second } of runs) {
    const floor = await runFloor(url, template, clients, seconds, postmaster)
    const ratio = Number((flows_a_second / floor.flows_a_second).toFixed(2))
    floors.push({ ...floor, ratio })
    console.log(`\nFloor, ${clients} clients: ${floor.flows_a_second} flows/s, ${floor.errors} errors,
      ${floor.database_milliseconds_a_flow} ms of the database's processors a flow; the API reaches ${ratio} of it`)
    for (const error of floor.first_errors) console.log(`  ! ${error}`)
  }
  return floors
}

/** Prints one invoice, so that the child that makes PDFs shows in the memory too. */
async function printOne(server: BenchServer): Promise<void> {
  const client = new Client(server.base, server.token, server.organization)
  const listed = await client.get('list', '/api/v1/invoices/?status=posted&page_size=1')
  const [invoice] = listed.body.results as { id: string }[]
  const printed = await client.get('print', `/api/v1/invoices/${invoice?.id}/pdf/`)
  if (printed.status !== 200) throw new Error(`the invoice was not printed: ${printed.status}`)
  client.close()
}

async function run(): Promise<void> {
  console.log('Starting a server of its own …')
  const started = new Date().toISOString()
  const server = await startServer()
  const measured = await measure(server).finally(() => server.stop())
  const results = { ...measured, logins: await measureLogins() }
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'order-to-cash.json'), `${JSON.stringify({ started, ...results }, null, 2)}\n`)
  const table = tableOf(results, started.slice(0, 10))
  console.log(`\n${table}`)
  if (process.argv.includes('--write')) writeTable(table)
}

async function measure(server: BenchServer): Promise<Omit<Results, 'logins'>> {
  const pid = server.process.pid ?? 0
  const memoryAfterStart = memory(pid)
  const world = await makeWorld(server, { products: 500, customers: 50, stock: 1_000_000, prefix: 'BENCH' })
  const orderToCash: Figures[] = []
  for (const clients of clientCounts) {
    const figures = await load(server, world, clients)
    show('Order to cash', figures)
    orderToCash.push(figures)
  }
  const floor = await floorUnder(server, orderToCash)
  const few = await makeWorld(server, { products: 20, customers: 50, stock: 1500, prefix: 'FEW' })
  const contention = await load(server, few, 50)
  show('The same 20 products, some sold out', contention)
  await printOne(server)
  const memoryAfterFlow = memory(pid)
  const audit = await measureAudit(server)
  return { seconds, orderToCash, floor, contention, memoryAfterStart, memoryAfterFlow, audit }
}

await run()
