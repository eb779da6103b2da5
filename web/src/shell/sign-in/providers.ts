/** Where people may prove who they are beside Kontor: pages of providers, and directories that know passwords. */
import { computed, shallowRef } from 'vue'
import { api } from '#web/kit/client/connection.ts'

export interface Provider {
  readonly id: string
  readonly name: string
  readonly kind: 'oidc' | 'oauth2' | 'ldap'
  /** Where the browser goes, or the password of a directory. */
  readonly start: string
}

const providers = shallowRef<readonly Provider[]>([])
let asked: Promise<void> | null = null

/** Asked once a page; whoever cannot be told of them signs in with a password. */
export function useProviders() {
  asked ??= api
    .get<{ results: readonly Provider[] }>('auth/providers/')
    .then(({ results }) => void (providers.value = results))
    .catch(() => void (asked = null))
  return {
    pages: computed(() => providers.value.filter(({ kind }) => kind !== 'ldap')),
    directories: computed(() => providers.value.filter(({ kind }) => kind === 'ldap')),
  }
}
