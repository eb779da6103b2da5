/** What other modules may ask of organizations: the legal entity, its day, currency and facts as a seller. */
export { businessDay, type Currency, homeCurrency, type LegalEntity, legalEntityOf } from './legal-entity.ts'
export {
  type SellerBankAccount,
  type SellerFacts,
  sellerFacts,
  type SellerRegistration,
} from './seller-facts.ts'
export { checkRolesBy, type RoleCheck } from './organization-membership.ts'
