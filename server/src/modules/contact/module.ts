/** Partners and people: customers, suppliers, contacts and their terms. */
import { partnerAddress } from '#contract/contact/partner-address.ts'
import { partnerCompany } from '#contract/contact/partner-company.ts'
import { personAddress } from '#contract/contact/person-address.ts'
import { personEmail } from '#contract/contact/person-email.ts'
import { personPhone } from '#contract/contact/person-phone.ts'
import { pricingTier } from '#contract/contact/pricing-tier.ts'
import { contactModule } from '#contract/contact/module.ts'
import { serverModule } from '#server/kit/module.ts'
import { serve } from '#server/kit/served.ts'
import { partners } from './partner.ts'
import { paymentTerms } from './payment-term.ts'
import { persons } from './person.ts'

export const contact = serverModule({
  contract: contactModule,
  needs: ['common', 'organization'],
  records: [
    serve(pricingTier),
    paymentTerms,
    partners,
    serve(partnerAddress),
    serve(partnerCompany),
    persons,
    serve(personEmail),
    serve(personPhone),
    serve(personAddress),
  ],
})
