/** The bench's own products, customers and stock, made through the public API. */
import { Client } from './client.ts'
import type { World } from './flow.ts'
import type { BenchServer } from './server.ts'

export interface WorldSize {
  readonly products: number
  readonly customers: number
  /** Pieces of each product. */
  readonly stock: number
  readonly prefix: string
}

async function inParallel<T>(count: number, at: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = new Array(count)
  let next = 0
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: at }, worker))
  return results
}

export async function makeWorld(server: BenchServer, size: WorldSize): Promise<World> {
  const clients = Array.from({ length: 8 }, () => new Client(server.base, server.token, server.organization))
  const any = (index: number) => clients[index % clients.length] as Client
  const made = async (index: number, path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await any(index).post('set up', path, body)
    if (answer.status >= 300)
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
    return answer.body
  }
  const warehouse = await made(0, '/api/v1/warehouses/', {
    name: `${size.prefix} store`,
    code: size.prefix,
    warehouse_type: 'DISTRIBUTION_CENTER',
  })
  const products = await inParallel(size.products, 8, async (index) => {
    const sku = `${size.prefix}-${String(index).padStart(4, '0')}`
    const product = await made(index, '/api/v1/products/', {
      sku,
      name: { en: sku },
      base_unit: 'EA',
      tax_category: 'STANDARD',
    })
    const id = String(product.id)
    await any(index).post('set up', `/api/v1/products/${id}/activate/`, {}, `"${product.version}"`)
    await made(index, '/api/v1/prices/', {
      price_list: 'LADEN',
      product: id,
      unit: 'EA',
      price: `${5 + (index % 40)}.90`,
    })
    return id
  })
  const customers = await inParallel(size.customers, 8, async (index) => {
    const address = {
      street_address_1: 'Hauptstraße 1',
      postal_code: '80331',
      city: 'München',
      country: 'DE',
    }
    const name = `${size.prefix} customer ${index}`
    const partner = await made(index, '/api/v1/partners/', {
      name,
      addresses: [{ kind: 'billing', is_primary: true, address }],
    })
    return String(partner.id)
  })
  for (let start = 0; start < products.length; start += 250) {
    const lines = products
      .slice(start, start + 250)
      .map((product) => ({ product, quantity: String(size.stock), unit: 'EA' }))
    const receipt = await made(0, '/api/v1/goods-receipts/', { warehouse: warehouse.id, lines })
    await any(0).post('set up', `/api/v1/goods-receipts/${receipt.id}/post/`, {}, `"${receipt.version}"`)
  }
  for (const client of clients) client.close()
  return { products, customers, warehouse: String(warehouse.id) }
}
