/** A small shop for tests of sales: a warehouse, products with prices, customers, and goods on the shelf. */
import { randomUUID } from 'node:crypto'
import { type ApiAnswer, type ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer, type TestServerOptions } from '#server/testing/server.ts'

export interface Shop {
  readonly server: TestServer
  /** May do everything, in the root. */
  readonly chief: ApiClient
  readonly warehouse: string
  readonly customer: string
  readonly currency: string
  readonly priceList: string
  product(sku: string, more?: ProductWish): Promise<string>
  /** Puts goods on the shelf of the warehouse. */
  receive(product: string, quantity: string, warehouse?: string, lot?: string): Promise<void>
  order(lines: readonly object[], more?: object): Promise<any>
  confirmed(lines: readonly object[], more?: object): Promise<any>
  /** A move of a document, expected to be made. */
  move(path: string, id: string, verb: string, body?: object): Promise<any>
  read(path: string, id: string): Promise<any>
  /** A delivery of what these orders have reserved, or of quantities by line; a draft. */
  delivery(orders: readonly string[], quantities?: Readonly<Record<string, string>>): Promise<any>
  /** The same, ready and shipped. */
  shipped(orders: readonly string[], quantities?: Readonly<Record<string, string>>): Promise<any>
}

export interface ProductWish {
  readonly price?: string
  readonly unit?: string
  readonly fields?: object
}

export async function openShop(options: TestServerOptions = {}): Promise<Shop> {
  const server = await startServer(options)
  const chief = server.as.administrator
  const made = async (path: string, body: object) => assertStatus(await chief.post(path, body), 201).body
  await seat(server)
  const [currency] = await server.sql<{ id: string }>(`select id from currency where code = 'EUR'`)
  const warehouse = await made('/api/v1/warehouses/', {
    name: 'Main',
    code: 'M1',
    warehouse_type: 'DISTRIBUTION_CENTER',
    address: { country: 'DE', city: 'Dießen' },
  })
  const list = await made('/api/v1/price-lists/', { code: 'BASE', name: 'Base', currency: 'EUR' })
  const customer = await made('/api/v1/partners/', {
    name: 'Zinnfreunde',
    language: 'de',
    addresses: [{ kind: 'billing', is_primary: true, address: { country: 'DE', city: 'München' } }],
  })
  const body = (answer: ApiAnswer) => answer.body
  const read = async (path: string, id: string) =>
    assertStatus(await chief.get(`/api/v1/${path}/${id}/`), 200).body
  const move = async (path: string, id: string, verb: string, more: object = {}) =>
    body(assertStatus(await chief.post(`/api/v1/${path}/${id}/${verb}/`, more), 200))
  const order = (lines: readonly object[], more: object = {}) =>
    made('/api/v1/sales-orders/', { partner: customer.id, lines, ...more })
  return {
    server,
    chief,
    warehouse: warehouse.id,
    customer: customer.id,
    currency: currency?.id ?? '',
    priceList: list.id,
    read,
    move,
    order,
    async product(sku, { price = '10', unit = 'EA', fields = {} } = {}) {
      const names = { name: { en: sku, de: sku }, base_unit: unit, tax_category: 'STANDARD' }
      const product = await made('/api/v1/products/', { sku, ...names, ...fields })
      await move('products', product.id, 'activate')
      if (price !== '')
        await made('/api/v1/prices/', { price_list: list.id, product: product.id, unit, price })
      return product.id
    },
    delivery: (orders, quantities) => made('/api/v1/deliveries/from-orders/', { orders, quantities }),
    async shipped(orders, quantities) {
      const { id } = await made('/api/v1/deliveries/from-orders/', { orders, quantities })
      await move('deliveries', id, 'ready')
      return move('deliveries', id, 'ship')
    },
    receive: (product, quantity, place = warehouse.id, lot) => receive(server, product, quantity, place, lot),
    async confirmed(lines, more) {
      return move('sales-orders', (await order(lines, more)).id, 'confirm')
    },
  }
}

/** The company's seat and its VAT registration, without which no tax can be told. */
async function seat({ tenant, sql }: TestServer): Promise<void> {
  const address = randomUUID()
  await sql(`insert into address (id, tenant_id, country, city) values ($1, $2, 'DE', 'Dießen')`, [
    address,
    tenant,
  ])
  await sql('update organization set primary_address_id = $1 where id = $2', [address, tenant])
  await sql(
    `insert into vat_registration (tenant_id, organization_id, country, vat_id) values ($1, $1, 'DE', 'DE1')`,
    [tenant],
  )
}

/** Straight into the ledger: how goods come in is another module's test. */
export async function receive(
  server: TestServer,
  product: string,
  quantity: string,
  warehouse: string,
  lot: string | null = null,
): Promise<void> {
  const client = await server.pool.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('erp.tenant_id', $1, true), set_config('erp.org_ids', $2, true)`, [
      server.tenant,
      [server.root, server.plant1, server.plant2].join(','),
    ])
    await client.query(
      `select kontor.post_moves(jsonb_build_array(jsonb_build_object('product_id', $1::uuid,
        'from_location_id', kontor.place_for($3, 'supplier'), 'to_location_id', kontor.place_for($3, 'storage'),
        'quantity', $2::numeric, 'lot_id', $4::uuid, 'reason', 'receipt')))`,
      [product, quantity, warehouse, lot],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
