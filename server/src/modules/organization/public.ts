/** What other modules may ask of organizations: their legal entity, its day, its currency, its facts as a seller. */
export { businessDay, type Currency, homeCurrency, type LegalEntity, legalEntityOf } from './legal-entity.ts'
export {
  type SellerBankAccount,
  type SellerFacts,
  sellerFacts,
  type SellerRegistration,
} from './seller-facts.ts'
