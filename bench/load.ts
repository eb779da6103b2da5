/** The load, in a process of its own: so many clients for so many seconds, figures as JSON on the channel. */
import { Client, percentile } from './client.ts'
import { orderToCash, type World } from './flow.ts'

export interface Task {
  readonly base: string
  readonly token: string
  readonly organization: string
  readonly world: World
  readonly clients: number
  readonly seconds: number
  /** Before it is counted: each of the server's connections plans each statement once. */
  readonly warmSeconds: number
}

/** Milliseconds, and statements where they could be told. */
export interface CallFigures {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly statements: number | null
}

export interface LoadFigures {
  readonly clients: number
  readonly flows_a_second: number
  readonly done: number
  readonly refused: number
  readonly errors: number
  readonly first_errors: readonly string[]
  readonly calls: Readonly<Record<string, CallFigures>>
  /** Of this process while it counted. */
  readonly client_processor_milliseconds: number
}

process.on('message', (task: Task) => {
  run(task).then(
    (figures) => process.send?.({ figures }),
    (error: Error) => process.send?.({ error: error.message }),
  )
})

class Counts {
  done = 0
  refused = 0
  readonly errors: string[] = []
}

async function flowAfterFlow(client: Client, world: World, end: number, counts: Counts): Promise<void> {
  while (performance.now() < end) {
    try {
      if ((await orderToCash(client, world, Math.random)) === 'done') counts.done += 1
      else counts.refused += 1
    } catch (error) {
      counts.errors.push((error as Error).message)
      if (counts.errors.length > 100) return
    }
  }
}

async function run(task: Task): Promise<LoadFigures> {
  const clients = Array.from(
    { length: task.clients },
    () => new Client(task.base, task.token, task.organization),
  )
  const drive = async (seconds: number) => {
    const counts = new Counts()
    const end = performance.now() + seconds * 1000
    await Promise.all(clients.map((client) => flowAfterFlow(client, task.world, end, counts)))
    return counts
  }
  await drive(task.warmSeconds)
  for (const client of clients) client.timings.clear()
  process.send?.({ counting: true })
  const [started, before] = [performance.now(), process.cpuUsage()]
  const { done, refused, errors } = await drive(task.seconds)
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - started) / 1000
  for (const client of clients) client.close()
  return {
    clients: task.clients,
    flows_a_second: Number((done / seconds).toFixed(1)),
    done,
    refused,
    errors: errors.length,
    first_errors: errors.slice(0, 3),
    calls: callsOf(clients),
    client_processor_milliseconds: (user + system) / 1000,
  }
}

function callsOf(clients: readonly Client[]): Record<string, CallFigures> {
  const calls: Record<string, CallFigures> = {}
  for (const name of clients[0]?.timings.keys() ?? []) {
    const all = clients.flatMap((client) => client.timings.get(name) ?? [])
    const share = (part: number) => Number(percentile(all, part).toFixed(1))
    const statements = clients.length === 1 ? (clients[0]?.statements.get(name) ?? null) : null
    calls[name] = { count: all.length, p50: share(0.5), p95: share(0.95), p99: share(0.99), statements }
  }
  return calls
}
