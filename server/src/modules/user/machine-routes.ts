/** Addresses that take or answer secrets of programs and other systems. */
import { actInRoutes } from './access/act-in.ts'
import { credentialRoutes } from './credential/set-value.ts'
import type { RawRoute } from './raw-route.ts'

export const machineRoutes: readonly RawRoute[] = [...actInRoutes, ...credentialRoutes]
