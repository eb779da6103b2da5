/** What tests of the ledger do through its functions: receive, reserve, allocate, ship, post. */
import type { Company, Session } from './world.ts'

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
