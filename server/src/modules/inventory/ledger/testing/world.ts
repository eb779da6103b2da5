/** A small company straight in SQL, for tests of the ledger below the server: organizations, products, places. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { ConnectionPool } from '#server/platform/connections.ts'
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts'

export interface Company {
  readonly tenant: string
  /** The root is the legal entity; the site below it owns the warehouses. */
  readonly site: string
  readonly main: string
  readonly second: string
  /** Product ids by sku; each costs 2.5 a piece. */
  readonly products: Readonly<Record<string, string>>
}

export interface World {
  readonly database: TestDatabase
  readonly owner: pg.Client
  readonly app: pg.Pool
  readonly company: Company
  end(): Promise<void>
}

export interface ProductWish {
  readonly sku: string
  readonly tracking?: 'none' | 'lot' | 'serial'
  readonly weighed?: boolean
}

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export async function createWorld(products: readonly ProductWish[], connections = 4): Promise<World> {
  const database = await createTestDatabase()
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  const fail = (error: Error) => assert.fail(error)
  const app = new ConnectionPool({ connectionString: database.appUrl, max: connections }, fail)
  const company = await addCompany(owner, products)
  return {
    database,
    owner,
    app,
    company,
    async end() {
      await app.end()
      await owner.end()
      await database.drop()
    },
  }
}

export async function addCompany(owner: pg.Client, products: readonly ProductWish[]): Promise<Company> {
  const tenant = randomUUID()
  const [site, main, second] = [randomUUID(), randomUUID(), randomUUID()]
  await owner.query(
    `insert into organization (id, tenant_id, parent_id, name, code, is_legal_entity, organization_type_id,
       timezone)
     select x.id, $1, x.parent_id, x.name, x.name, x.is_legal_entity, (select id from organization_type limit 1),
       'Europe/Berlin'
     from (values ($1::uuid, null::uuid, 'Pewter', true), ($2::uuid, $1::uuid, 'Works', false))
       x (id, parent_id, name, is_legal_entity)`,
    [tenant, site],
  )
  await owner.query(
    `insert into warehouse (id, tenant_id, organization_id, name, code, warehouse_type)
     values ($3, $1, $2, 'Main', 'MAIN', 'MANUFACTURING'), ($4, $1, $2, 'Second', 'SECOND', 'OTHER')`,
    [tenant, site, main, second],
  )
  const ids: Record<string, string> = {}
  for (const { sku, tracking = 'none', weighed = false } of products) {
    const id = randomUUID()
    ids[sku] = id
    await owner.query(
      `insert into product (id, tenant_id, organization_id, sku, name, base_unit_id, second_unit_id, tracking)
       select $1, $2, $2, $3, jsonb_build_object('en', $3::text), u.id, case when $5 then u.id end, $4
       from (select id from unit where tenant_id is null limit 1) u`,
      [id, tenant, sku, tracking, weighed],
    )
    await owner.query(
      `insert into product_company (tenant_id, organization_id, product_id, standard_cost, valid_from)
       values ($1, $1, $2, 2.5, '2000-01-01')`,
      [tenant, id],
    )
  }
  return { tenant, site, main, second, products: ids }
}

export interface Session {
  rows<R = Record<string, unknown>>(text: string, values?: unknown[]): Promise<R[]>
}

/** One transaction of the application in a company, with the settings that the server makes. */
export async function work<T>(
  pool: pg.Pool,
  company: Company,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `select set_config('erp.tenant_id', $1, true), set_config('erp.org_ids', $2, true),
         set_config('erp.use_ids', $2, true), set_config('erp.user_id', $1, true)`,
      [company.tenant, `${company.tenant},${company.site}`],
    )
    const result = await use({
      rows: async (text, values = []) => (await client.query(text, values)).rows as never,
    })
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** The refusal that the work meets: its code, and what fills its text. */
export async function refusal(
  working: Promise<unknown>,
): Promise<{ code: string; told: Record<string, unknown> }> {
  try {
    await working
  } catch (error) {
    const { code, message, detail } = error as pg.DatabaseError
    if (code !== 'KT001') throw error
    return { code: message, told: JSON.parse(detail ?? '{}') as Record<string, unknown> }
  }
  throw new TypeError('nothing was refused')
}
