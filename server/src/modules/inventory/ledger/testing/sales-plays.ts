/** What sales does in a random history: orders, amendments, deliveries. */
import { randomUUID } from 'node:crypto'
import { one, type Play, type Sent, upTo, warehouseOf } from './players.ts'
import { allocate, reserve, ship } from './deeds.ts'

export const placeOrder: Play = async (stage, player, session) => {
  const warehouse = warehouseOf(stage, player)
  const promised = () => one(player, [undefined, '2030-01-01', '2030-02-01', '2030-03-01'])
  const lines = Array.from({ length: upTo(player, 4) }, () => {
    return {
      line: randomUUID(),
      sku: one(player, stage.skus),
      quantity: upTo(player, 10),
      promised_on: promised(),
    }
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

export const amendOrder: Play = async (stage, player, session) => {
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

export const cancelOrder: Play = async (_stage, player, session) => {
  const line = one(player, [...player.orders.keys()])
  const order = player.orders.get(line)
  if (order === undefined) return () => undefined
  await session.rows('select * from kontor.release($1)', [[line]])
  return (oracle) => {
    player.orders.delete(line)
    oracle.want(line, order.sku, order.warehouse, 0, null)
  }
}

export const prepareDelivery: Play = async (stage, player, session) => {
  const delivery = randomUUID()
  const chosen = [...player.orders].filter(() => player.random() < 0.3).slice(0, 5)
  if (chosen.length === 0) return () => undefined
  const lines = chosen.map(([demand, { quantity }]) => {
    return { demand, line: randomUUID(), quantity: String(upTo(player, quantity)) }
  })
  await allocate(session, delivery, lines)
  return () => player.deliveries.set(delivery, new Map(lines.map(({ demand, line }) => [line, demand])))
}

export const undoDelivery: Play = async (_stage, player, session) => {
  const delivery = one(player, [...player.deliveries.keys()])
  if (delivery === undefined) return () => undefined
  await session.rows('select kontor.deallocate($1)', [[delivery]])
  return () => player.deliveries.delete(delivery)
}

export const shipDelivery: Play = async (stage, player, session) => {
  const delivery = one(player, [...player.deliveries.keys()])
  if (delivery === undefined) return () => undefined
  const shipped = await ship(session, delivery)
  return (oracle) => {
    const sent: Sent[] = []
    for (const row of shipped as Record<string, string>[]) {
      const { document_line_id, location_id: place = '', lot_id, move_id: move = '' } = row
      const quantity = Number(row.quantity)
      const line = player.deliveries.get(delivery)?.get(document_line_id ?? '') ?? ''
      const order = player.orders.get(line)
      if (order === undefined) throw new TypeError('shipped what nobody ordered')
      const { sku, warehouse } = order
      sent.push({ move, line, sku, warehouse, place, lot: lot_id ?? null, quantity })
      order.quantity -= quantity
      if (order.quantity === 0) player.orders.delete(line)
      oracle.ship(line, quantity)
      oracle.move(sku, place, lot_id ?? null, -quantity)
    }
    player.deliveries.delete(delivery)
    player.shipped.push(sent)
  }
}

/** As sales takes a shipment back: its lines wait anew, then the goods stand where they stood. */
export const takeShipmentBack: Play = async (stage, player, session) => {
  const sent = player.shipped.at(-1)
  if (sent === undefined) return () => undefined
  const wanted = new Map<string, { sku: string; warehouse: string; quantity: number }>()
  for (const { line, sku, warehouse, quantity } of sent) {
    const open = (wanted.get(line) ?? player.orders.get(line))?.quantity ?? 0
    wanted.set(line, { sku, warehouse, quantity: open + quantity })
  }
  const demands = [...wanted].map(([line, want]) => ({ ...want, line, quantity: String(want.quantity) }))
  await reserve(session, stage.company, demands)
  await session.rows('select * from kontor.reverse_moves($1)', [sent.map(({ move }) => move)])
  return (oracle) => {
    for (const [line, order] of wanted) {
      player.orders.set(line, order)
      oracle.want(line, order.sku, order.warehouse, order.quantity, null)
    }
    for (const { sku, place, lot, quantity } of sent) oracle.move(sku, place, lot, quantity)
    for (const { sku, warehouse } of sent) oracle.serve(sku, warehouse)
    player.shipped.pop()
  }
}
