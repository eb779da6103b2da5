/** What the module contact states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { partner } from './partner.ts'
import { partnerAddress } from './partner-address.ts'
import { partnerCompany } from './partner-company.ts'
import { paymentTerm } from './payment-term.ts'
import { person } from './person.ts'
import { personAddress } from './person-address.ts'
import { personEmail } from './person-email.ts'
import { personPhone } from './person-phone.ts'
import { pricingTier } from './pricing-tier.ts'
import { contactGerman } from './failures.de.ts'
import { contactFailures } from './failures.ts'

export const contactModule = contractModule('contact', {
  records: [
    pricingTier,
    paymentTerm,
    partner,
    partnerAddress,
    partnerCompany,
    person,
    personEmail,
    personPhone,
    personAddress,
  ],
  failures: contactFailures,
  german: contactGerman,
})
