/** `node bench/access.ts`: what knowing the caller, his rights and his tenant costs a request; medians. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { Client } from './client.ts'
import { databaseOf } from './processor-time.ts'
import { startServer } from './server.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const requests = Number(process.env.BENCH_REQUESTS ?? 200)
/** What a request may cost for all three together, in milliseconds. */
const most = 1

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const shown = (milliseconds: number) => `${milliseconds.toFixed(3)} ms`

/** A row that is not there: whoever asks is known, allowed and placed in his tenant, and one key is looked up. */
const nothing = '/api/v1/tags/00000000-0000-4000-8000-000000000000/'
/** The same way through the server without any of it. */
const plain = '/livez'

interface Costs {
  readonly plain: number
  readonly cached: number
  readonly cold: number
  /** One look-up by key by itself, as the application's role, in the database. */
  readonly lookUp: number
}

async function round(client: Client, owner: pg.Client): Promise<Costs> {
  client.timings.clear()
  const lookUps: number[] = []
  for (let index = 0; index < requests; index += 1) {
    await client.get('plain', plain)
    await client.get('cached', nothing)
    await owner.query(`select pg_notify('kontor_access', '')`)
    // Every process hears it and forgets whom it knew; a moment later it has.
    await pause(10)
    await client.get('cold', nothing)
    const from = performance.now()
    await owner.query({
      name: 'look up',
      text: 'select * from tag where id = $1',
      values: [crypto.randomUUID()],
    })
    lookUps.push(performance.now() - from)
  }
  const of = (name: string) => median(client.timings.get(name) ?? [])
  return { plain: of('plain'), cached: of('cached'), cold: of('cold'), lookUp: median(lookUps) }
}

const server = await startServer()
const owner = new pg.Client({ connectionString: databaseOf(server).url })
try {
  await owner.connect()
  const client = new Client(server.base, server.token, server.organization)
  const { status } = await client.get('first', nothing)
  if (status !== 404) throw new Error(`expected nothing at ${nothing}, and got ${status}`)
  await round(client, owner)
  const all: Costs[] = []
  for (let index = 0; index < rounds; index += 1) all.push(await round(client, owner))
  const of = (cost: (costs: Costs) => number) => median(all.map(cost))
  const cached = of(({ cached: whole, plain: way, lookUp }) => whole - way - lookUp)
  const cold = of(({ cold: whole, plain: way, lookUp }) => whole - way - lookUp)
  const lines = [
    `the way through the server alone:               ${shown(of((costs) => costs.plain))}`,
    `one look-up by key:                             ${shown(of((costs) => costs.lookUp))}`,
    `session, permissions and tenant, identity known: ${shown(cached)} (at most ${shown(most)})`,
    `the same where it is read anew:                 ${shown(cold)}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = cached < most ? 0 : 1
} finally {
  await owner.end()
  await server.stop()
}
