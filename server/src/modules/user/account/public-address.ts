/** Where browsers find this server, for links in letters: never by what a request says of it. */
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { IdentitySettings } from '#server/platform/identity-configuration.ts'

/** Where nothing is configured this is the own machine. */
export function publicAddress(
  { publicUrl }: IdentitySettings,
  application: Pick<FastifyInstance, 'server'>,
): string {
  if (publicUrl !== undefined) return publicUrl
  const address = application.server.address() as AddressInfo | null
  return `http://localhost:${address?.port ?? 3000}`
}
