/** A shop whose books are in order: what invoices want of seller, customer and terms is there. */
import { type ApiClient, assertStatus } from '#server/testing/api-client.ts'
import type { TestServerOptions } from '#server/testing/server.ts'
import { openShop, type Shop } from './shop.ts'

export interface Books {
  readonly shop: Shop
  readonly chief: ApiClient
  /** 2 % within 10 days, 30 days net. */
  readonly term: string
  /** A customer with an address there; the VAT ID counts as checked. */
  customer(name: string, country: string, more?: object): Promise<string>
  /** Delivers all that can be of an order; gives the delivery. */
  ship(order: string): Promise<any>
  invoice(orders: readonly string[]): Promise<any>
  posted(orders: readonly string[]): Promise<any>
  pay(allocations: readonly object[], amount: string, more?: object): Promise<any>
}

export async function openBooks(options: TestServerOptions = {}): Promise<Books> {
  const shop = await openShop(options)
  const { server, chief } = shop
  const { root, sql } = server
  await sql(`update vat_registration set vat_id = 'DE123456788' where organization_id = $1`, [root])
  await sql(`update address set street_address_1 = 'Markt 1', postal_code = '86911' where tenant_id = $1`, [
    root,
  ])
  await sql(
    `insert into bank_account (tenant_id, organization_id, holder, bank, iban, is_default)
    values ($1, $1, 'Huber GmbH', 'Sparkasse', 'DE89370400440532013000', true)`,
    [root],
  )
  const made = async (path: string, body: object) => assertStatus(await chief.post(path, body), 201).body
  const term = await made('/api/v1/payment-terms/', {
    code: 'NET30',
    title: { en: '30 days net.', de: '30 Tage netto.' },
    instalments: [{ percent: '100', net_days: 30, discounts: [{ days: 10, percent: '2' }] }],
    is_default: true,
  })
  const invoice = (orders: readonly string[]) => made('/api/v1/invoices/from-orders/', { orders })
  return {
    shop,
    chief,
    term: term.id,
    async customer(name, country, more = {}) {
      const address = { country, city: 'Anywhere', street_address_1: 'Street 1' }
      const addresses = [{ kind: 'billing', is_primary: true, address }]
      const { id } = await made('/api/v1/partners/', { name, addresses, ...more })
      await sql('update partner set vat_id_valid = vat_id is not null where id = $1', [id])
      return id
    },
    async ship(order) {
      const delivery = await made('/api/v1/deliveries/from-orders/', { orders: [order] })
      await shop.move('deliveries', delivery.id, 'ready')
      return shop.move('deliveries', delivery.id, 'ship')
    },
    invoice,
    posted: async (orders) => shop.move('invoices', (await invoice(orders)).id, 'post'),
    pay: (allocations, amount, more = {}) =>
      made('/api/v1/payments/', { partner: shop.customer, amount, allocations, ...more }),
  }
}
