/** Who may come in and what they may do: users, roles, sign-in. */
import { userModule } from '#contract/user/module.ts'
import { serverModule } from '#server/kit/module.ts'
import { accessReactions } from './access-changed.ts'
import { permissionRoutes } from './list-permissions.ts'
import { sessionRoutes } from './own-sessions.ts'
import { roles } from './role.ts'
import { storedCredential } from '#contract/user/stored-credential.ts'
import { serve } from '#server/kit/served.ts'
import { revocationRoutes } from './token/revoke-access.ts'
import { userAccounts } from './user-account.ts'

export const user = serverModule({
  contract: userModule,
  needs: ['organization'],
  records: [userAccounts, roles, serve(storedCredential)],
  reactions: accessReactions,
  routes: [...permissionRoutes, ...sessionRoutes, ...revocationRoutes],
})
