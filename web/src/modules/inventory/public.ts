/** What other modules of the screens may use of inventory. */
export { greatestOf, shareOf } from './stock-by-place.ts'
