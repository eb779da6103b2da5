/** Addresses that take or answer secrets of programs and other systems. */
import { actInRoutes } from './access/act-in.ts'
import { keyRoutes } from './api-key/issue-key.ts'
import { oauthRoutes } from './api-key/oauth.ts'
import { credentialRoutes } from './credential/set-value.ts'
import { directoryRoutes } from './provider/ldap-routes.ts'
import { linkRoutes } from './provider/link-routes.ts'
import { providerRoutes } from './provider/provider-routes.ts'
import { syncRoutes } from './provider/sync-routes.ts'
import type { RawRoute } from './raw-route.ts'

export const machineRoutes: readonly RawRoute[] = [
  ...actInRoutes,
  ...credentialRoutes,
  ...keyRoutes,
  ...oauthRoutes,
  ...providerRoutes,
  ...directoryRoutes,
  ...linkRoutes,
  ...syncRoutes,
]
