/** The load, in a process of its own: so many clients for so many seconds, figures as JSON on the channel. */
import { Client, percentile } from './client.ts'
import { orderToCash, type World } from './flow.ts'

interface Task {
  readonly base: string
  readonly token: string
  readonly organization: string
  readonly world: World
  readonly clients: number
  readonly seconds: number
}

process.on('message', (task: Task) => {
  run(task).then(
    (figures) => process.send?.(figures),
    (error: Error) => process.send?.({ error: error.message }),
  )
})

async function run(task: Task) {
  const end = performance.now() + task.seconds * 1000
  const errors: string[] = []
  let done = 0
  let refused = 0
  const clients = Array.from(
    { length: task.clients },
    () => new Client(task.base, task.token, task.organization),
  )
  const started = performance.now()
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        try {
          if ((await orderToCash(client, task.world, Math.random)) === 'done') done += 1
          else refused += 1
        } catch (error) {
          errors.push((error as Error).message)
          if (errors.length > 100) return
        }
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  const calls: Record<string, unknown> = {}
  for (const name of clients[0]?.timings.keys() ?? []) {
    const all = clients.flatMap((client) => client.timings.get(name) ?? [])
    const share = (part: number) => Number(percentile(all, part).toFixed(1))
    calls[name] = { count: all.length, p50: share(0.5), p95: share(0.95), p99: share(0.99) }
  }
  for (const client of clients) client.close()
  const throughput = Number((done / seconds).toFixed(1))
  return {
    clients: task.clients,
    flows_a_second: throughput,
    done,
    refused,
    errors: errors.length,
    first_errors: errors.slice(0, 3),
    calls,
  }
}
