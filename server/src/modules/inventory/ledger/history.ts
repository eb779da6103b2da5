/** Random histories of a small stock: what clients do, and what the oracle makes of each success. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Oracle } from './oracle.ts'
import { allocate, type Company, type Facts, post, postFacts, reserve, type Session, ship, work } from './testing-world.ts'

export interface Stage {
  readonly app: pg.Pool
  readonly company: Company
  readonly oracle: Oracle
  /** Storage places by warehouse, all pickable at first, and the places that are not for storage. */
  readonly shelves: Readonly<Record<string, readonly string[]>>
  readonly returns: Readonly<Record<string, string>>
  readonly transit: Readonly<Record<string, string>>
  readonly outside: Readonly<Record<'supplier' | 'customer' | 'adjustment', string>>
  readonly skus: readonly string[]
  /** Of the one product that is kept by lots. */
  readonly lots: readonly string[]
}

/** One client: it works on its own documents, and on everybody's stock. */
export interface Player {
  readonly random: () => number
  readonly orders: Map<string, { sku: string; warehouse: string; quantity: number }>
  readonly deliveries: Map<string, Map<string, string>>
  readonly moves: { id: string; undo: (oracle: Oracle) => void }[]
  readonly onTheWay: { sku: string; lot: string | null; from: string; quantity: number }[]
}

type Effect = (oracle: Oracle) => void
type Play = (stage: Stage, player: Player, session: Session) => Promise<Effect>

export const lotted = 'salve'

/** Mulberry32: small, good enough, and the same from the same seed everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function newPlayer(random: () => number): Player {
  return { random, orders: new Map(), deliveries: new Map(), moves: [], onTheWay: [] }
}

const one = <T>(player: Player, list: readonly T[]): T => list[Math.floor(player.random() * list.length)] as T
const upTo = (player: Player, most: number) => 1 + Math.floor(player.random() * most)
const warehouseOf = (stage: Stage, player: Player) => one(player, [stage.company.main, stage.company.second])
const lotFor = (stage: Stage, player: Player, sku: string) => (sku === lotted ? one(player, stage.lots) : null)
const past = (player: Player) =>
  player.random() < 0.3 ? new Date(Date.now() - player.random() * 30 * 86_400_000).toISOString() : undefined

interface Goods {
  readonly sku: string
  readonly lot: string | null
  readonly quantity: number
}

function goods(stage: Stage, player: Player, most = 12): Goods {
  const sku = one(player, stage.skus)
  return { sku, lot: lotFor(stage, player, sku), quantity: upTo(player, most) }
}

const asMove = ({ sku, lot, quantity }: Goods, from: string, to: string, reason: string, more: object = {}) => ({
  sku,
  from,
  to,
  reason,
  quantity: String(quantity),
  lot_id: lot ?? undefined,
  ...more,
})

const homeOf = (stage: Stage, place: string) =>
  [stage.company.main, stage.company.second].find(
    (warehouse) => stage.shelves[warehouse]?.includes(place) || stage.returns[warehouse] === place,
  ) ?? ''

async function explained(session: Session, document: string): Promise<number> {
  const [row] = await session.rows<{ quantity: string | null }>(
    `select sum(quantity) as quantity from stock_move where document_id = $1 and reason = 'explained'`,
    [document],
  )
  return Number(row?.quantity ?? 0)
}

const receiveGoods: Play = async (stage, player, session) => {
  const arrived = goods(stage, player, 20)
  const warehouse = warehouseOf(stage, player)
  const place = one(player, stage.shelves[warehouse] ?? [])
  const document = { document_kind: 'goods_receipt', document_id: randomUUID(), effective_at: past(player) }
  const [id = ''] = await post(session, stage.company, [
    asMove(arrived, stage.outside.supplier, place, 'receipt', document),
  ])
  const gone = await explained(session, document.document_id)
  const undo: Effect = (oracle) => oracle.move(arrived.sku, place, arrived.lot, -arrived.quantity)
  return (oracle) => {
    player.moves.push({ id, undo })
    oracle.move(arrived.sku, place, arrived.lot, arrived.quantity - gone)
    oracle.serve(arrived.sku, warehouse)
  }
}

const placeOrder: Play = async (stage, player, session) => {
  const warehouse = warehouseOf(stage, player)
  const promised = () => one(player, [undefined, '2030-01-01', '2030-02-01', '2030-03-01'])
  const lines = Array.from({ length: upTo(player, 4) }, () => {
    return { line: randomUUID(), sku: one(player, stage.skus), quantity: upTo(player, 10), promised_on: promised() }
  })
  await reserve(
    session,
    stage.company,
    lines.map((line) => ({ ...line, warehouse, quantity: String(line.quantity) })),
  )
  return (oracle) => {
    for (const { line, sku, quantity, promised_on } of lines) {
      player.orders.set(line, { sku, warehouse, quantity })
      oracle.want(line, sku, warehouse, quantity, promised_on ?? null)
    }
  }
}

const amendOrder: Play = async (stage, player, session) => {
  const line = one(player, [...player.orders.keys()])
  const order = player.orders.get(line)
  if (order === undefined) return () => undefined
  const quantity = upTo(player, 12)
  await reserve(session, stage.company, [{ ...order, line, quantity: String(quantity) }])
  return (oracle) => {
    player.orders.set(line, { ...order, quantity })
    oracle.want(line, order.sku, order.warehouse, quantity, null)
  }
}

const cancelOrder: Play = async (_stage, player, session) => {
  const line = one(player, [...player.orders.keys()])
  const order = player.orders.get(line)
  if (order === undefined) return () => undefined
  await session.rows('select * from kontor.release($1)', [[line]])
  return (oracle) => {
    player.orders.delete(line)
    oracle.want(line, order.sku, order.warehouse, 0, null)
  }
}

const prepareDelivery: Play = async (stage, player, session) => {
  const delivery = randomUUID()
  const chosen = [...player.orders].filter(() => player.random() < 0.3).slice(0, 5)
  if (chosen.length === 0) return () => undefined
  const lines = chosen.map(([demand, { quantity }]) => {
    return { demand, line: randomUUID(), quantity: String(upTo(player, quantity)) }
  })
  await allocate(session, delivery, lines)
  return () => player.deliveries.set(delivery, new Map(lines.map(({ demand, line }) => [line, demand])))
}

const undoDelivery: Play = async (_stage, player, session) => {
  const delivery = one(player, [...player.deliveries.keys()])
  if (delivery === undefined) return () => undefined
  await session.rows('select kontor.deallocate($1)', [[delivery]])
  return () => player.deliveries.delete(delivery)
}

const shipDelivery: Play = async (stage, player, session) => {
  const delivery = one(player, [...player.deliveries.keys()])
  if (delivery === undefined) return () => undefined
  const shipped = await ship(session, delivery)
  return (oracle) => {
    for (const { document_line_id, location_id, lot_id, quantity } of shipped as Record<string, string>[]) {
      const line = player.deliveries.get(delivery)?.get(document_line_id ?? '') ?? ''
      const order = player.orders.get(line)
      if (order === undefined) throw new TypeError('shipped what nobody ordered')
      order.quantity -= Number(quantity)
      if (order.quantity === 0) player.orders.delete(line)
      oracle.ship(line, Number(quantity))
      oracle.move(order.sku, location_id ?? '', lot_id ?? null, -Number(quantity))
    }
    player.deliveries.delete(delivery)
  }
}

const takeBack: Play = async (stage, player, session) => {
  const returned = goods(stage, player, 3)
  const warehouse = warehouseOf(stage, player)
  const place = stage.returns[warehouse] ?? ''
  await post(session, stage.company, [asMove(returned, stage.outside.customer, place, 'return')])
  return (oracle) => oracle.move(returned.sku, place, returned.lot, returned.quantity)
}

const moveInside: Play = async (stage, player, session) => {
  const moved = goods(stage, player, 8)
  const warehouse = warehouseOf(stage, player)
  const places = [...(stage.shelves[warehouse] ?? []), stage.returns[warehouse] ?? '']
  const [from, to] = [one(player, places), one(player, places)]
  if (from === to) return () => undefined
  await post(session, stage.company, [asMove(moved, from, to, 'transfer', { effective_at: past(player) })])
  return (oracle) => {
    oracle.move(moved.sku, from, moved.lot, -moved.quantity)
    oracle.move(moved.sku, to, moved.lot, moved.quantity)
    oracle.serve(moved.sku, warehouse)
  }
}

const sendAway: Play = async (stage, player, session) => {
  const sent = goods(stage, player, 6)
  const from = warehouseOf(stage, player)
  const shelf = one(player, stage.shelves[from] ?? [])
  await post(session, stage.company, [asMove(sent, shelf, stage.transit[from] ?? '', 'transfer')])
  return (oracle) => {
    player.onTheWay.push({ ...sent, from })
    oracle.move(sent.sku, shelf, sent.lot, -sent.quantity)
    oracle.move(sent.sku, stage.transit[from] ?? '', sent.lot, sent.quantity)
  }
}

const arrive: Play = async (stage, player, session) => {
  const sent = player.onTheWay[0]
  if (sent === undefined) return () => undefined
  const to = sent.from === stage.company.main ? stage.company.second : stage.company.main
  const shelf = one(player, stage.shelves[to] ?? [])
  await post(session, stage.company, [asMove(sent, stage.transit[sent.from] ?? '', shelf, 'transfer')])
  return (oracle) => {
    player.onTheWay.shift()
    oracle.move(sent.sku, stage.transit[sent.from] ?? '', sent.lot, -sent.quantity)
    oracle.move(sent.sku, shelf, sent.lot, sent.quantity)
    oracle.serve(sent.sku, to)
  }
}

const issueAtOnce: Play = async (stage, player, session) => {
  const issued = goods(stage, player, 5)
  const shelf = one(player, stage.shelves[warehouseOf(stage, player)] ?? [])
  await post(session, stage.company, [
    asMove(issued, shelf, stage.outside.adjustment, 'sample', { effective_at: past(player) }),
  ])
  return (oracle) => oracle.move(issued.sku, shelf, issued.lot, -issued.quantity)
}

/** What facts do to promises, seen from outside: only goods that were there can have been promised. */
function tellFacts(stage: Stage, told: Facts, lost: Goods, place: string): Effect {
  const before = told.unexplained.reduce((sum, { quantity }) => sum + Number(quantity), 0)
  return (oracle) => {
    const left = lost.quantity - before
    if (oracle.isUsable(place, lost.lot)) oracle.breakPromises(lost.sku, homeOf(stage, place), left)
    oracle.move(lost.sku, place, lost.lot, -left)
  }
}

const lose: Play = async (stage, player, session) => {
  const lost = goods(stage, player, 5)
  const place = one(player, stage.shelves[warehouseOf(stage, player)] ?? [])
  const [to, reason] = one(player, [
    [stage.outside.adjustment, 'loss'],
    [stage.outside.adjustment, 'scrap'],
  ] as const)
  return tellFacts(stage, await postFacts(session, stage.company, [asMove(lost, place, to, reason)]), lost, place)
}

const countPlace: Play = async (stage, player, session) => {
  const { sku, lot } = goods(stage, player)
  const place = one(player, stage.shelves[warehouseOf(stage, player)] ?? [])
  const counted = Math.floor(player.random() * 25)
  const line = {
    line_id: randomUUID(),
    product_id: stage.company.products[sku],
    location_id: place,
    lot_id: lot ?? undefined,
    counted_quantity: String(counted),
    counted_at: new Date(Date.now() - player.random() * 20).toISOString(),
  }
  const [row] = await session.rows<{ told: Facts }>(`select kontor.count($1, 'stock_count', $2, 'count') as told`, [
    JSON.stringify([line]),
    randomUUID(),
  ])
  const told = row?.told as Facts
  const difference = Number(told.lines[0]?.difference)
  if (difference <= 0) return tellFacts(stage, told, { sku, lot, quantity: -difference }, place)
  return (oracle) => {
    oracle.move(sku, place, lot, difference)
    oracle.serve(sku, homeOf(stage, place))
  }
}

const undoMove: Play = async (_stage, player, session) => {
  const last = player.moves.at(-1)
  if (last === undefined) return () => undefined
  await session.rows('select * from kontor.reverse_moves($1)', [[last.id]])
  return (oracle) => {
    player.moves.pop()
    last.undo(oracle)
  }
}

const toggleLot: Play = async (stage, player, session) => {
  const lot = one(player, stage.lots)
  const isUsable = player.random() < 0.6
  await session.rows('update lot set status = $2 where id = $1', [lot, isUsable ? 'released' : 'blocked'])
  return (oracle) => toggle(stage, oracle, isUsable, stage.skus, (place, of) => of === lot && place !== '', () => oracle.setLotUsable(lot, isUsable))
}

const togglePlace: Play = async (stage, player, session) => {
  const shelf = one(player, Object.values(stage.shelves).flat())
  const isUsable = player.random() < 0.6
  await session.rows('update stock_location set is_pickable = $2 where id = $1', [shelf, isUsable])
  return (oracle) => toggle(stage, oracle, isUsable, stage.skus, (place) => place === shelf, () => oracle.setPlaceUsable(shelf, isUsable))
}

function toggle(
  stage: Stage,
  oracle: Oracle,
  isUsable: boolean,
  skus: readonly string[],
  isMeant: (place: string, lot: string | null) => boolean,
  change: () => void,
): void {
  const places = Object.entries(stage.shelves).flatMap(([warehouse, shelves]) =>
    shelves.map((place) => ({ warehouse, place })),
  )
  for (const sku of skus) {
    for (const warehouse of Object.keys(stage.shelves)) {
      let lost = 0
      for (const { place } of places.filter((shelf) => shelf.warehouse === warehouse)) {
        for (const lot of sku === lotted ? stage.lots : [null]) {
          if (!isUsable && isMeant(place, lot) && oracle.isUsable(place, lot)) lost += oracle.heldAt(sku, place, lot)
        }
      }
      if (lost > 0) oracle.breakPromises(sku, warehouse, lost)
    }
  }
  change()
  for (const sku of skus) for (const warehouse of Object.keys(stage.shelves)) oracle.serve(sku, warehouse)
}

const plays: readonly (readonly [number, Play])[] = [
  [20, receiveGoods],
  [18, placeOrder],
  [6, amendOrder],
  [4, cancelOrder],
  [16, prepareDelivery],
  [3, undoDelivery],
  [16, shipDelivery],
  [4, takeBack],
  [8, moveInside],
  [4, sendAway],
  [4, arrive],
  [5, issueAtOnce],
  [4, lose],
  [4, countPlace],
  [3, undoMove],
  [2, toggleLot],
  [2, togglePlace],
]
const weights = plays.reduce((sum, [weight]) => sum + weight, 0)

/** One random deed in its own transaction. A refusal changes nothing; any other error is thrown. */
export async function playOnce(stage: Stage, player: Player): Promise<'done' | string> {
  let drawn = player.random() * weights
  const [, play] = plays.find(([weight]) => (drawn -= weight) < 0) ?? [0, receiveGoods]
  try {
    const effect = await work(stage.app, stage.company, (session) => play(stage, player, session))
    effect(stage.oracle)
    return 'done'
  } catch (error) {
    const { code, message } = error as pg.DatabaseError
    if (code !== 'KT001') throw error
    return message
  }
}
