/** What other modules may use of inventory. */
export { measureLines } from './measure-lines.ts'
export { defaultPlace, quarantinePlace, virtualPlace } from './places.ts'
export { type NewMove, postFacts, postMoves } from './post-moves.ts'
export { reasonOf } from './reason-of.ts'
export { stockSchedule, stockTasks } from './stock-day.ts'
