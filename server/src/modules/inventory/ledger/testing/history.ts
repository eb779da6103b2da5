/** Random histories of a small stock: clients draw a deed, and tell the oracle of each success. */
import type pg from 'pg'
import type { Play, Player, Stage } from './players.ts'
import {
  amendOrder,
  cancelOrder,
  placeOrder,
  prepareDelivery,
  shipDelivery,
  takeShipmentBack,
  undoDelivery,
} from './sales-plays.ts'
import {
  arrive,
  countPlace,
  issueAtOnce,
  lose,
  moveInside,
  receiveGoods,
  sendAway,
  takeBack,
  takeReceiptBack,
  toggleLot,
  togglePlace,
  undoMove,
} from './stock-plays.ts'
import { work } from './world.ts'

const plays: readonly (readonly [number, Play])[] = [
  [20, receiveGoods],
  [4, takeReceiptBack],
  [18, placeOrder],
  [6, amendOrder],
  [4, cancelOrder],
  [16, prepareDelivery],
  [3, undoDelivery],
  [16, shipDelivery],
  [4, takeShipmentBack],
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
