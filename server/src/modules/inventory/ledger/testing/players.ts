/** Who plays a random history, on what stage, and how they draw. */
import type pg from 'pg'
import type { Oracle } from './oracle.ts'
import type { Company, Session } from './world.ts'

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

/** A move of a shipment, with the line it was for. */
export interface Sent {
  readonly move: string
  readonly line: string
  readonly sku: string
  readonly warehouse: string
  readonly place: string
  readonly lot: string | null
  readonly quantity: number
}

/** One client: it works on its own documents, and on everybody's stock. */
export interface Player {
  readonly random: () => number
  readonly orders: Map<string, { sku: string; warehouse: string; quantity: number }>
  readonly deliveries: Map<string, Map<string, string>>
  readonly shipped: Sent[][]
  readonly moves: { id: string; undo: (oracle: Oracle) => void }[]
  /** With the document of each, and what stays of it in its place: the rest was gone already. */
  readonly receipts: { move: string; document: string; place: string; stays: Goods }[]
  readonly onTheWay: { sku: string; lot: string | null; from: string; quantity: number }[]
}

export type Effect = (oracle: Oracle) => void
export type Play = (stage: Stage, player: Player, session: Session) => Promise<Effect>

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
  return {
    random,
    orders: new Map(),
    deliveries: new Map(),
    shipped: [],
    moves: [],
    receipts: [],
    onTheWay: [],
  }
}

export const one = <T>(player: Player, list: readonly T[]): T =>
  list[Math.floor(player.random() * list.length)] as T
export const upTo = (player: Player, most: number) => 1 + Math.floor(player.random() * most)
export const warehouseOf = (stage: Stage, player: Player) =>
  one(player, [stage.company.main, stage.company.second])
const lotFor = (stage: Stage, player: Player, sku: string) =>
  sku === lotted ? one(player, stage.lots) : null
export const past = (player: Player) =>
  player.random() < 0.3 ? new Date(Date.now() - player.random() * 30 * 86_400_000).toISOString() : undefined

export interface Goods {
  readonly sku: string
  readonly lot: string | null
  readonly quantity: number
}

export function goods(stage: Stage, player: Player, most = 12): Goods {
  const sku = one(player, stage.skus)
  return { sku, lot: lotFor(stage, player, sku), quantity: upTo(player, most) }
}

export const asMove = (
  { sku, lot, quantity }: Goods,
  from: string,
  to: string,
  reason: string,
  more: object = {},
) => ({
  sku,
  from,
  to,
  reason,
  quantity: String(quantity),
  lot_id: lot ?? undefined,
  ...more,
})

export const homeOf = (stage: Stage, place: string) =>
  [stage.company.main, stage.company.second].find(
    (warehouse) => stage.shelves[warehouse]?.includes(place) || stage.returns[warehouse] === place,
  ) ?? ''
