/** What the module organization states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { bankAccount } from './bank-account.ts'
import { fiscalPeriod } from './fiscal-period.ts'
import { fiscalYear } from './fiscal-year.ts'
import { organization } from './organization.ts'
import { organizationMembership } from './organization-membership.ts'
import { organizationType } from './organization-type.ts'
import { vatRegistration } from './vat-registration.ts'
import { organizationGerman } from './failures.de.ts'
import { organizationFailures } from './failures.ts'

export const organizationModule = contractModule('organization', {
  records: [
    organizationType,
    organization,
    organizationMembership,
    vatRegistration,
    bankAccount,
    fiscalYear,
    fiscalPeriod,
  ],
  failures: organizationFailures,
  german: organizationGerman,
})
