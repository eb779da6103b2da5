/** What other modules may use of contact. */
export { type PartnerTerms, type TermsQuestion, termsFor } from './terms-of-partner.ts'
