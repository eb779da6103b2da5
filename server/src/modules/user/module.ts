/** Who may come in and what they may do: users, roles, sign-in. */
import { userModule } from '#contract/user/module.ts'
import { serverModule } from '#server/kit/module.ts'
import { checkRolesBy } from '#server/modules/organization/public.ts'
import { objectPermissions } from './access/object-permission.ts'
import { accountMoves } from './account/account-moves.ts'
import { accessReactions } from './access/access-reactions.ts'
import { approveAssignment } from './access/approve-assignment.ts'
import { endAssignment } from './access/end-assignment.ts'
import { rejectAssignment } from './access/reject-assignment.ts'
import { roleAssignments } from './access/role-assignment.ts'
import { copyRole } from './access/copy-role.ts'
import { effectiveRoute } from './access/effective-access.ts'
import { explainRoute } from './access/explain-access.ts'
import { usersOfRole } from './access/users-of-role.ts'
import { checkGivenRolesBy } from './access/check-given-role.ts'
import { accessRequests } from './access/request/access-request.ts'
import { approveRequest } from './access/request/approve-request.ts'
import { rejectRequest } from './access/request/reject-request.ts'
import { withdrawRequest } from './access/request/withdraw-request.ts'
import { checkMembershipRole } from './access/membership-role.ts'
import { lifecycleParts } from './offboarding/parts.ts'
import { reviewParts } from './review/parts.ts'
import { dutyParts } from './duties/parts.ts'
import { keepDutiesApart } from './duties/keep-duties.ts'
import { authRoutes } from './auth-routes.ts'
import { approveFactorReset } from './factor/approve-factor-reset.ts'
import { factorResets } from './factor/factor-reset.ts'
import { rejectFactorReset } from './factor/reject-factor-reset.ts'
import { withdrawFactorReset } from './factor/withdraw-factor-reset.ts'
import { machineRoutes } from './machine-routes.ts'
import { permissionRoutes } from './list-permissions.ts'
import { directoryRoutes } from './profile/directory.ts'
import './profile/photo.ts'
import { profileRoutes } from './profile/own-profile.ts'
import { roles } from './role.ts'
import { storedCredential } from '#contract/user/stored-credential.ts'
import { apiKey } from '#contract/user/api-key.ts'
import { serve } from '#server/kit/served.ts'
import { linkRoutes } from './provider/links.ts'
import { groupRoles, signInProviders } from './provider/provider-rules.ts'
import { keyManagementRoutes } from './api-key/key-routes.ts'
import { serviceAccounts } from './api-key/service-account.ts'
import { securityRoutes } from './security/overview.ts'
import { onboardingRoutes } from './onboarding/onboarding-routes.ts'
import { revocationRoutes } from './token/revoke-access.ts'
import { sessionsOfUserRoutes } from './session/sessions-of-user.ts'
import { userAccounts } from './user-account.ts'

checkRolesBy(checkMembershipRole)
checkGivenRolesBy(keepDutiesApart)

export const user = serverModule({
  contract: userModule,
  needs: ['common', 'organization'],
  records: [
    userAccounts,
    roles,
    roleAssignments,
    objectPermissions,
    accessRequests,
    serve(storedCredential),
    serviceAccounts,
    serve(apiKey),
    factorResets,
    signInProviders,
    groupRoles,
    ...lifecycleParts.records,
    ...dutyParts.records,
    ...reviewParts.records,
  ],
  actions: [
    approveAssignment,
    rejectAssignment,
    endAssignment,
    approveRequest,
    rejectRequest,
    withdrawRequest,
    ...accountMoves,
    approveFactorReset,
    rejectFactorReset,
    withdrawFactorReset,
    ...dutyParts.actions,
    ...reviewParts.actions,
    ...lifecycleParts.actions,
  ],
  reactions: accessReactions,
  plainRoutes: [...authRoutes, ...machineRoutes],
  routes: [
    copyRole,
    usersOfRole,
    explainRoute,
    effectiveRoute,
    ...permissionRoutes,
    ...dutyParts.routes,
    ...reviewParts.routes,
    ...lifecycleParts.routes,
    ...sessionsOfUserRoutes,
    ...revocationRoutes,
    ...keyManagementRoutes,
    ...linkRoutes,
    ...securityRoutes,
    ...profileRoutes,
    ...directoryRoutes,
    ...onboardingRoutes,
  ],
})
