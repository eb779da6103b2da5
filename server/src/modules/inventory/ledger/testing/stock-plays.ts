/** What the warehouse does in a random history: receipts, moves, counts, losses, holds. */
import { randomUUID } from 'node:crypto'
import type { Oracle } from './oracle.ts'
import {
  asMove,
  type Effect,
  type Goods,
  goods,
  homeOf,
  lotted,
  one,
  past,
  type Play,
  type Stage,
  warehouseOf,
} from './players.ts'
import { type Facts, post, postFacts } from './deeds.ts'
import type { Session } from './world.ts'

async function explained(session: Session, document: string): Promise<number> {
  const [row] = await session.rows<{ quantity: string | null }>(
    `select sum(quantity) as quantity from stock_move where document_id = $1 and reason = 'explained'`,
    [document],
  )
  return Number(row?.quantity ?? 0)
}

export const receiveGoods: Play = async (stage, player, session) => {
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
    const stays = { ...arrived, quantity: arrived.quantity - gone }
    player.moves.push({ id, undo })
    player.receipts.push({ move: id, document: document.document_id, place, stays })
    oracle.move(arrived.sku, place, arrived.lot, stays.quantity)
    oracle.serve(arrived.sku, warehouse)
  }
}

export const takeReceiptBack: Play = async (stage, player, session) => {
  const receipt = one(player, player.receipts)
  if (receipt === undefined) return () => undefined
  const { document, place, stays } = receipt
  await session.rows('select kontor.take_receipts_back($1, $2)', [[document], 'Never came'])
  return (oracle) => {
    player.receipts.splice(player.receipts.indexOf(receipt), 1)
    const move = player.moves.findIndex(({ id }) => id === receipt.move)
    player.moves.splice(move, 1)
    if (oracle.isUsable(place, stays.lot))
      oracle.breakPromises(stays.sku, homeOf(stage, place), stays.quantity)
    oracle.move(stays.sku, place, stays.lot, -stays.quantity)
  }
}

export const takeBack: Play = async (stage, player, session) => {
  const returned = goods(stage, player, 3)
  const warehouse = warehouseOf(stage, player)
  const place = stage.returns[warehouse] ?? ''
  await post(session, stage.company, [asMove(returned, stage.outside.customer, place, 'return')])
  return (oracle) => oracle.move(returned.sku, place, returned.lot, returned.quantity)
}

export const moveInside: Play = async (stage, player, session) => {
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

export const sendAway: Play = async (stage, player, session) => {
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

export const arrive: Play = async (stage, player, session) => {
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

export const issueAtOnce: Play = async (stage, player, session) => {
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

export const lose: Play = async (stage, player, session) => {
  const lost = goods(stage, player, 5)
  const place = one(player, stage.shelves[warehouseOf(stage, player)] ?? [])
  const [to, reason] = one(player, [
    [stage.outside.adjustment, 'loss'],
    [stage.outside.adjustment, 'scrap'],
  ] as const)
  return tellFacts(
    stage,
    await postFacts(session, stage.company, [asMove(lost, place, to, reason)]),
    lost,
    place,
  )
}

export const countPlace: Play = async (stage, player, session) => {
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
  const [row] = await session.rows<{ told: Facts }>(
    `select kontor.count($1, 'stock_count', $2, 'count') as told`,
    [JSON.stringify([line]), randomUUID()],
  )
  const told = row?.told as Facts
  const difference = Number(told.lines[0]?.difference)
  if (difference <= 0) return tellFacts(stage, told, { sku, lot, quantity: -difference }, place)
  return (oracle) => {
    oracle.move(sku, place, lot, difference)
    oracle.serve(sku, homeOf(stage, place))
  }
}

export const undoMove: Play = async (_stage, player, session) => {
  const last = player.moves.at(-1)
  if (last === undefined) return () => undefined
  await session.rows('select * from kontor.reverse_moves($1)', [[last.id]])
  return (oracle) => {
    player.moves.pop()
    last.undo(oracle)
  }
}

export const toggleLot: Play = async (stage, player, session) => {
  const lot = one(player, stage.lots)
  const isUsable = player.random() < 0.6
  await session.rows('update lot set status = $2 where id = $1', [lot, isUsable ? 'released' : 'blocked'])
  return (oracle) =>
    toggle(
      stage,
      oracle,
      isUsable,
      stage.skus,
      (place, of) => of === lot && place !== '',
      () => oracle.setLot(lot, isUsable),
    )
}

export const togglePlace: Play = async (stage, player, session) => {
  const shelf = one(player, Object.values(stage.shelves).flat())
  const isUsable = player.random() < 0.6
  await session.rows('update stock_location set is_pickable = $2 where id = $1', [shelf, isUsable])
  return (oracle) =>
    toggle(
      stage,
      oracle,
      isUsable,
      stage.skus,
      (place) => place === shelf,
      () => oracle.setPlace(shelf, homeOf(stage, shelf), isUsable),
    )
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
          if (!isUsable && isMeant(place, lot) && oracle.isUsable(place, lot))
            lost += oracle.heldAt(sku, place, lot)
        }
      }
      if (lost > 0) oracle.breakPromises(sku, warehouse, lost)
    }
  }
  change()
  for (const sku of skus) for (const warehouse of Object.keys(stage.shelves)) oracle.serve(sku, warehouse)
}
