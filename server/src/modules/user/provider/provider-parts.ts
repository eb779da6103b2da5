/** What is needed to speak with a provider, by a request as by the clock. */
import type { RawParts } from '#server/modules/user/raw-route.ts'

export type ProviderParts = Pick<RawParts, 'vault' | 'outgoing'> & {
  readonly server: Pick<RawParts['server'], 'pool' | 'now'>
}
