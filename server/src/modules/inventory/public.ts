/** What other modules may use of inventory. */
export { measureLines } from './measure-lines.ts'
export { defaultPlace, quarantinePlace, virtualPlace } from './places.ts'
export { type LostPromise, type NewMove, postFacts, postMoves, tellLost } from './post-moves.ts'
export { stockSchedule, stockTasks } from './stock-day.ts'
