/** A small company straight in SQL, for tests of the ledger below the server: organizations, products, places. */
import pg from 'pg'
import { randomUUID } from 'node:crypto'
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
  const app = new pg.Pool({ connectionString: database.appUrl, max: connections })
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

/** The place of a warehouse (`storage`, `returns`, `transit`) or of its legal entity (`supplier` …). */
export async function placeFor(session: Session, warehouse: string, sort: string): Promise<string> {
  const [row] = await session.rows<{ id: string }>('select kontor.place_for($1, $2) as id', [warehouse, sort])
  return row?.id ?? ''
}

/** Goods from the supplier into the default place of a warehouse, or another one. */
export async function receive(
  session: Session,
  company: Company,
  goods: { sku: string; quantity: string; warehouse?: string; place?: string; [more: string]: unknown },
): Promise<string> {
  const { sku, quantity, warehouse = company.main, place, ...more } = goods
  const [move] = await session.rows<{ move_id: string }>('select * from kontor.post_moves($1)', [
    JSON.stringify([
      {
        product_id: company.products[sku],
        from_location_id: await placeFor(session, warehouse, 'supplier'),
        to_location_id: place ?? (await placeFor(session, warehouse, 'storage')),
        quantity,
        reason: 'receipt',
        ...more,
      },
    ]),
  ])
  return move?.move_id ?? ''
}

export interface Demand {
  readonly line: string
  readonly sku: string
  readonly quantity: string
  readonly document?: string
  readonly warehouse?: string
  readonly [more: string]: unknown
}

export interface Reserved {
  readonly document_line_id: string
  readonly quantity: string
  readonly reserved: string
  readonly open_quantity: string
}

export function reserve(session: Session, company: Company, demands: readonly Demand[]): Promise<Reserved[]> {
  const rows = demands.map(({ line, sku, document = line, warehouse = company.main, ...more }) => ({
    document_kind: 'sales_order',
    document_id: document,
    document_line_id: line,
    organization_id: company.site,
    product_id: company.products[sku],
    warehouse_id: warehouse,
    ...more,
  }))
  return session.rows('select * from kontor.reserve($1)', [JSON.stringify(rows)])
}

export interface Picking {
  readonly demand: string
  readonly line: string
  readonly quantity: string
  readonly [more: string]: unknown
}

export interface Picked {
  readonly allocation_id: string
  readonly document_line_id: string
  readonly location_id: string
  readonly location_name: string
  readonly lot_number: string | null
  readonly quantity: string
}

export function allocate(
  session: Session,
  delivery: string,
  lines: readonly Picking[],
  day = '2030-01-01',
): Promise<Picked[]> {
  const rows = lines.map(({ demand, line, ...more }) => ({
    document_kind: 'delivery',
    document_id: delivery,
    document_line_id: line,
    demand_line_id: demand,
    ...more,
  }))
  return session.rows('select * from kontor.allocate($1, $2)', [JSON.stringify(rows), day])
}

export function ship(session: Session, ...deliveries: string[]): Promise<Record<string, unknown>[]> {
  return session.rows('select * from kontor.ship($1)', [deliveries])
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

export interface MoveWish {
  readonly sku: string
  readonly from: string
  readonly to: string
  readonly quantity: string
  readonly reason: string
  readonly [more: string]: unknown
}

/** Posts moves; `asFacts` for what has happened whatever was promised. */
export async function post(
  session: Session,
  company: Company,
  moves: readonly MoveWish[],
): Promise<string[]> {
  const rows = await session.rows<{ move_id: string }>('select * from kontor.post_moves($1)', [
    JSON.stringify(moves.map((move) => moveRow(company, move))),
  ])
  return rows.map(({ move_id }) => move_id)
}

export interface Lost {
  readonly what: 'reservation' | 'allocation'
  readonly document_line: string
  readonly quantity: string
}

export interface Facts {
  readonly moves: readonly { readonly move: string }[]
  readonly lines: readonly { line_id: string; book_quantity: string; difference: string }[]
  readonly lost: readonly Lost[]
  readonly unexplained: readonly { readonly quantity: string }[]
}

export async function postFacts(
  session: Session,
  company: Company,
  moves: readonly MoveWish[],
): Promise<Facts> {
  const [row] = await session.rows<{ told: Facts }>('select kontor.post_facts($1) as told', [
    JSON.stringify(moves.map((move) => moveRow(company, move))),
  ])
  return row?.told as Facts
}

function moveRow(company: Company, { sku, from, to, ...more }: MoveWish): object {
  return { product_id: company.products[sku], from_location_id: from, to_location_id: to, ...more }
}
