/** One order to cash of ten lines, each step its own call, as a client program would make it. */
import type { Answer, Client } from './client.ts'

export interface World {
  readonly products: readonly string[]
  readonly customers: readonly string[]
  readonly warehouse: string
}

/** Refused where a product is sold out: proper, and counted apart. Anything else that is not 2xx is an error. */
export type Outcome = 'done' | 'refused'

class Unexpected extends Error {}

function must(answer: Answer, step: string): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer
  throw new Unexpected(`${step}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`)
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T
}

export async function orderToCash(
  client: Client,
  world: World,
  random: () => number,
  lines = 10,
): Promise<Outcome> {
  const partner = pick(world.customers, random)
  const products = new Set<string>()
  while (products.size < lines) products.add(pick(world.products, random))
  const body = {
    partner,
    warehouse: world.warehouse,
    is_complete_only: true,
    lines: [...products].map((product) => ({ product, quantity: '1' })),
  }
  const order = must(await client.post('create order', '/api/v1/sales-orders/', body), 'create order')
  const id = String(order.body.id)
  const confirmed = await client.post('confirm', `/api/v1/sales-orders/${id}/confirm/`, {}, order.etag)
  if (confirmed.status === 409 && String(confirmed.body.code).startsWith('inventory.')) return 'refused'
  must(confirmed, 'confirm')
  const made = must(
    await client.post('create delivery', '/api/v1/deliveries/from-orders/', { orders: [id] }),
    'create delivery',
  )
  const delivery = firstRow(made)
  const ready = must(
    await client.post('ready', `/api/v1/deliveries/${delivery.id}/ready/`, {}, delivery.etag),
    'ready',
  )
  must(await client.post('ship', `/api/v1/deliveries/${delivery.id}/ship/`, {}, ready.etag), 'ship')
  const drafted = must(
    await client.post('create invoice', '/api/v1/invoices/from-deliveries/', { deliveries: [delivery.id] }),
    'create invoice',
  )
  const invoice = firstRow(drafted)
  const posted = must(
    await client.post('post invoice', `/api/v1/invoices/${invoice.id}/post/`, {}, invoice.etag),
    'post invoice',
  )
  const payment = {
    partner,
    amount: posted.body.gross_total,
    allocations: [{ invoice: invoice.id, amount: posted.body.gross_total }],
  }
  must(await client.post('pay', '/api/v1/payments/', payment), 'pay')
  return 'done'
}

/** The row of an answer that is one row or a list of one. */
function firstRow(answer: Answer): { id: string; etag: string | undefined } {
  const list = answer.body.results
  const row = (Array.isArray(list) ? list[0] : answer.body) as Record<string, unknown>
  return { id: String(row.id), etag: answer.etag ?? `"${row.version}"` }
}
