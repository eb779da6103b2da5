/** The organization tree: tenants, legal entities, sites, and who belongs to them. */
import { organizationModule } from '#contract/organization/module.ts'
import { organizationType } from '#contract/organization/organization-type.ts'
import { serverModule } from '#server/kit/module.ts'
import { serve } from '#server/kit/served.ts'
import { bankAccounts } from './bank-account.ts'
import { fiscalPeriods, fiscalYears } from './fiscal-year.ts'
import { organizations } from './organization.ts'
import { organizationMemberships } from './organization-membership.ts'
import { treeRoutes } from './tree-routes.ts'
import { vatRegistrations } from './vat-registration.ts'

export const organization = serverModule({
  contract: organizationModule,
  needs: ['common'],
  records: [
    serve(organizationType),
    organizations,
    organizationMemberships,
    vatRegistrations,
    bankAccounts,
    fiscalYears,
    fiscalPeriods,
  ],
  routes: treeRoutes,
})
