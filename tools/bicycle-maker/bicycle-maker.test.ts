/**
 * The whole bicycle maker, and the cut of it that the project holds, loaded twice through the public import. Of the
 * files with thousands of rows the second time takes those that are drawn; in `npm run soak` it takes them all.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { seeded } from '#server/demo/random.ts'
import { assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { Client } from './client.ts'
import { type Account, loadAll } from './load.ts'
import { mapAll } from './map.ts'
import { mapPhotos, type Photo } from './map-catalogue.ts'
import { findOrMakeOrganization } from './organization.ts'
import { describeAccounts } from './report.ts'
import { isSource, type Mapped, openSource } from './source.ts'

const given = process.env.BICYCLE_DATA ?? join(import.meta.dirname, '../../../shared/data/adventureworks')
const fixture = join(import.meta.dirname, 'fixture')

const isSoak = process.env.KONTOR_SOAK === 'on'
const seed = Number(process.env.KONTOR_SEED ?? randomInt(2 ** 31))
const random = seeded(seed)
const mostDrawn = 1500

/** Rows stand for themselves: about so many of them tell as much as all. */
function drawn(mapped: Mapped): Mapped {
  const { rows } = mapped
  return { ...mapped, rows: rows.filter(() => random.chance(mostDrawn / rows.length)) }
}

interface Expected {
  readonly products: number
  readonly customers: number
  readonly suppliers: number
  readonly stock: number
}

const companies: readonly (readonly [string, string, Expected])[] = [
  ['the cut of it', fixture, { products: 40, customers: 20, suppliers: 5, stock: 0 }],
  ['the whole of it', given, { products: 504, customers: 19_820, suppliers: 104, stock: 1069 }],
]

for (const [what, folder, expected] of companies) {
  const skip = isSource(folder) ? false : `the bicycle maker is not in ${folder} (BICYCLE_DATA)`
  describe(what, { skip }, () => {
    let server: TestServer
    let client: Client
    let mapped: readonly Mapped[]
    let photos: readonly Photo[]
    const work = mkdtempSync(join(tmpdir(), 'bicycle-test-'))
    before(async () => {
      const source = openSource(folder)
      mapped = mapAll(source)
      photos = mapPhotos(source)
      server = await startServer({ withJobs: true })
      const { username, password } = server.as.administrator.account ?? { username: '', password: '' }
      client = new Client({ url: server.url, username, password })
      await client.signIn()
      client.organization = (await findOrMakeOrganization(client, 'BIKES')).id
    })
    after(async () => {
      await server.stop()
      rmSync(work, { recursive: true, force: true })
    })

    const load = async (mapped: readonly Mapped[]): Promise<ReadonlyMap<string, Account>> => {
      const accounts = await loadAll(client, mapped, photos, work, () => {})
      if (process.env.BICYCLE_VERBOSE) console.log(describeAccounts(accounts))
      return new Map(accounts.map((account) => [account.title, account]))
    }
    const failures = (accounts: ReadonlyMap<string, Account>) =>
      [...accounts.values()].flatMap(({ title, failed, reasons }) =>
        failed > 0 ? [`${title}: ${reasons.join(' ')}`] : [],
      )

    test('loads every row', async () => {
      const accounts = await load(mapped)
      assert.deepEqual(failures(accounts), [])
      assert.equal(accounts.get('Products')?.loaded, expected.products)
      assert.equal(accounts.get('Customers')?.loaded, expected.customers)
      assert.equal(accounts.get('Suppliers')?.loaded, expected.suppliers)
      const stock = accounts.get('Opening stock')
      assert.equal(stock?.loaded, stock?.rows)
      if (expected.stock > 0) assert.equal(stock?.loaded, expected.stock)
    })

    test(`changes nothing when it is loaded again (seed ${seed})`, async () => {
      const accounts = await load(isSoak ? mapped : mapped.map(drawn))
      assert.deepEqual(failures(accounts), [])
      const loaded = [...accounts.values()].filter((account) => account.loaded > 0)
      assert.deepEqual(loaded, [])
    })

    test('has on hand what was counted, as moves of the day', async () => {
      const rows = await server.sql<{ places: number; sum: string; moved: string }>(
        `select count(*)::int as places, sum(on_hand)::text as sum,
          (select sum(quantity) from stock_move where reason = 'opening' and effective_at = '2014-08-01')::text as moved
        from stock_balance where on_hand > 0`,
      )
      const counted = openSource(folder).rows('ProductInventory')
      const sum = counted.reduce((total, row) => total + Number(row.Quantity), 0)
      assert.equal(Number(rows[0]?.sum), sum)
      assert.equal(Number(rows[0]?.moved), sum)
      assert.equal(rows[0]?.places, counted.filter((row) => Number(row.Quantity) > 0).length)
    })

    test('every customer has an address', async () => {
      const rows = await server.sql(
        `select 1 from partner p where is_customer and number like 'AW%'
          and not exists (select from partner_address a where a.tenant_id = p.tenant_id and a.partner_id = p.id)`,
      )
      assert.equal(rows.length, 0)
      const found = assertStatus(
        await server.as.administrator.get('/api/v1/partners/?search=AW0001&page_size=1'),
        200,
      )
      assert.equal(found.body.results.length, 1)
    })

    test('sells what was imported, from quotation to paid invoice', async () => {
      const seller = server.as.administrator.in(client.organization)
      const made = async (path: string, body: object) =>
        assertStatus(await seller.post(`/api/v1/${path}/`, body), 201).body
      const moved = async (path: string, id: string, move: string) =>
        assertStatus(await seller.post(`/api/v1/${path}/${id}/${move}/`), 200).body
      const { results } = assertStatus(
        await seller.get('/api/v1/partners/?is_customer=true&segment=B2B&page_size=100'),
        200,
      ).body
      const customer = results.find(({ number }: { number: string }) => number.startsWith('AW'))
      const [priced] = await server.sql<{ id: string; price: string }>(
        `select p.id, trim_scale(r.price)::text as price from product p
        join price r on r.product_id = p.id and r.valid_to is null
        join stock_level l on l.product_id = p.id and l.usable >= 2
        where p.status = 'active' and p.is_sellable order by p.sku limit 1`,
      )
      const lines = [{ product: priced?.id, quantity: '2' }]
      const quotation = await made('quotations', { partner: customer.id, lines })
      assert.equal(quotation.lines[0].unit_price, priced?.price)
      await moved('quotations', quotation.id, 'send')
      const accepted = await moved('quotations', quotation.id, 'accept')
      await moved('sales-orders', accepted.sales_order, 'confirm')
      const delivery = await made('deliveries/from-orders', { orders: [accepted.sales_order] })
      await moved('deliveries', delivery.id, 'ready')
      await moved('deliveries', delivery.id, 'ship')
      const invoice = await made('invoices/from-deliveries', { deliveries: [delivery.id] })
      const posted = await moved('invoices', invoice.id, 'post')
      assert.equal(posted.net_total, String(Number((Number(priced?.price) * 2).toFixed(2))))
      await made('payments', {
        partner: customer.id,
        amount: posted.gross_total,
        allocations: [{ invoice: posted.id, amount: posted.gross_total }],
      })
      const paid = assertStatus(await seller.get(`/api/v1/invoices/${posted.id}/`), 200).body
      assert.deepEqual([paid.state, paid.open_amount], ['paid', '0'])
    })

    if (folder !== fixture) return
    test('is a command that says what it did', async () => {
      const { username, password } = server.as.administrator.account ?? { username: '', password: '' }
      const env = { ...process.env, KONTOR_URL: server.url, KONTOR_USER: username, KONTOR_PASSWORD: password }
      const run = (...parameters: string[]) =>
        promisify(execFile)(process.execPath, [join(import.meta.dirname, 'run.ts'), ...parameters], { env })
      const { stdout } = await run(folder)
      assert.match(stdout, /Customers +20 +0 +20 +0 +0/)
      assert.match(stdout, /Nothing had to be changed/)
      await assert.rejects(run(work), /does not hold the files/)
      env.KONTOR_PASSWORD = 'wrong'
      await assert.rejects(run(folder), /cannot sign in/)
    })
  })
}
