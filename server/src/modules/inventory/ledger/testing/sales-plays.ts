/** What sales does in a random history: orders, amendments, deliveries. */
import { randomUUID } from 'node:crypto'
import { one, type Play, upTo, warehouseOf } from './players.ts'
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
