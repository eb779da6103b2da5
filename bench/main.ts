/** `npm run bench`: order to cash and contention over the public API, as table and JSON. */
import { fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from './flow.ts'
import { type BenchServer, memory, startServer } from './server.ts'
import { makeWorld } from './world.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 15)
const clientCounts = (process.env.BENCH_CLIENTS ?? '1,15,50').split(',').map(Number)

interface Figures {
  readonly clients: number
  readonly flows_a_second: number
  readonly done: number
  readonly refused: number
  readonly errors: number
  readonly first_errors: readonly string[]
  readonly calls: Readonly<Record<string, { count: number; p50: number; p95: number; p99: number }>>
}

function load(server: BenchServer, world: World, clients: number): Promise<Figures> {
  const child = fork(join(import.meta.dirname, 'load.ts'))
  const { base, token, organization } = server
  return new Promise((resolve, reject) => {
    child.once('message', (figures: Figures & { error?: string }) => {
      child.kill()
      if (figures.error === undefined) resolve(figures)
      else reject(new Error(figures.error))
    })
    child.once('exit', (code) => code && reject(new Error(`the load ended with ${code}`)))
    child.send({ base, token, organization, world, clients, seconds })
  })
}

function show(title: string, figures: Figures): void {
  console.log(
    `\n${title}, ${figures.clients} clients: ${figures.flows_a_second} flows/s, ${figures.refused} refused,
      ${figures.errors} errors`,
  )
  for (const [name, { count, p50, p95, p99 }] of Object.entries(figures.calls)) {
    console.log(`  ${name.padEnd(16)} ${String(count).padStart(7)}  p50 ${p50}  p95 ${p95}  p99 ${p99} ms`)
  }
  for (const error of figures.first_errors) console.log(`  ! ${error}`)
}

async function run(): Promise<void> {
  console.log('Starting a server of its own …')
  const server = await startServer()
  const results: Record<string, unknown> = { seconds, started: new Date().toISOString() }
  try {
    const pid = server.process.pid ?? 0
    results.memory_after_start_megabytes = memory(pid)
    console.log('Memory after start (MB):', results.memory_after_start_megabytes)
    const world = await makeWorld(server, { products: 500, customers: 50, stock: 1_000_000, prefix: 'BENCH' })
    const runs: Figures[] = []
    for (const clients of clientCounts) {
      const figures = await load(server, world, clients)
      show('Order to cash', figures)
      runs.push(figures)
    }
    results.order_to_cash = runs
    const few = await makeWorld(server, { products: 20, customers: 50, stock: 1500, prefix: 'FEW' })
    const contention = await load(server, few, 50)
    show('The same 20 products, some sold out', contention)
    results.contention = contention
    results.memory_after_flow_megabytes = memory(pid)
    console.log('\nMemory after the flow (MB):', results.memory_after_flow_megabytes)
  } finally {
    await server.stop()
  }
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'order-to-cash.json'), `${JSON.stringify(results, null, 2)}\n`)
}

await run()
