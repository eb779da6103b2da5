/** What other modules may use of products. */
export {
  type Candidates,
  choosePrices,
  type Customer,
  type FoundPrice,
  priceCandidates,
  type PricedLine,
  priceFor,
  type PriceTerms,
} from './price-for.ts'
export { type KnownUnits, type SoldProduct, soldProducts, unitsOf } from './sold-products.ts'
