/** What other modules may use of products. */
export {
  type Candidates,
  type Customer,
  choosePrices,
  type FoundPrice,
  type PricedLine,
  type PriceTerms,
  priceCandidates,
  priceFor,
} from './price-for.ts'
export { type KnownUnits, type SoldProduct, soldProducts, unitsOf } from './sold-products.ts'
export { tooFine } from './too-fine.ts'
export { addUnitNames, unitNamesOf } from './unit-names.ts'
