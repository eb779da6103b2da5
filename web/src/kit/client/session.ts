/** Who is signed in, for which organizations, and what they may do there. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { api, connection } from './connection.ts'
import type { Language } from './language.ts'
import { asProblem } from './problem.ts'

export interface SessionUser {
  readonly id: string
  readonly username: string
  readonly display_name: string
  readonly language: Language | null
}

export interface SessionOrganization {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly parent: string | null
}

interface SessionAnswer {
  readonly user: SessionUser
  readonly organizations: readonly SessionOrganization[]
  readonly permissions: Readonly<Record<string, readonly string[]>>
  readonly csrf_token: string
}

export const useSession = defineStore('session', () => {
  const answer = shallowRef<SessionAnswer | null>(null)
  const organization_id = ref<string | null>(null)
  /** Set while the session has ended under an open page and the password is asked again. */
  const waiting = shallowRef<((signedIn: boolean) => void) | null>(null)

  const user = computed(() => answer.value?.user ?? null)
  const organizations = computed(() => answer.value?.organizations ?? [])
  const organization = computed(
    () => organizations.value.find((one) => one.id === organization_id.value) ?? null,
  )

  function enter(next: SessionAnswer): void {
    answer.value = next
    connection.csrf_token = next.csrf_token
    const known = (id: string | null) => next.organizations.some((one) => one.id === id)
    const stored = localStorage.getItem(`kontor.organization.${next.user.id}`)
    if (!known(organization_id.value)) {
      organization_id.value = known(stored) ? stored : (next.organizations[0]?.id ?? null)
    }
  }

  watch(
    organization_id,
    (id) => {
      connection.organization = id
      if (id !== null && user.value) localStorage.setItem(`kontor.organization.${user.value.id}`, id)
    },
    { flush: 'sync' },
  )

  /** Finds out who is signed in; nobody is no error. */
  async function load(): Promise<void> {
    try {
      enter(await api.get<SessionAnswer>('auth/session/'))
    } catch (thrown) {
      if (asProblem(thrown).status !== 401) throw thrown
      answer.value = null
    }
  }

  async function signIn(username: string, password: string): Promise<void> {
    enter(await api.post<SessionAnswer>('auth/login/', { username, password }))
    waiting.value?.(true)
    waiting.value = null
  }

  async function signOut(): Promise<void> {
    await api.post('auth/logout/').catch((thrown) => {
      if (asProblem(thrown).status !== 401) throw thrown
    })
    forget()
  }

  function forget(): void {
    answer.value = null
    connection.csrf_token = null
    waiting.value?.(false)
    waiting.value = null
  }

  /** True when the reader holds the permission in the organization, by default the active one. */
  function may(permission: string, at: string | null = organization_id.value): boolean {
    const places = answer.value?.permissions[permission] ?? []
    return at === null ? places.length > 0 : places.includes(at)
  }

  /** True when the reader holds the permission anywhere. */
  function mayAnywhere(permission: string): boolean {
    return (answer.value?.permissions[permission]?.length ?? 0) > 0
  }

  let asking: Promise<boolean> | null = null
  connection.sign_in_again = () => {
    if (user.value === null) return Promise.resolve(false)
    asking ??= new Promise<boolean>((resolve) => {
      waiting.value = resolve
    }).finally(() => {
      asking = null
    })
    return asking
  }

  return { user, organizations, organization, organization_id, waiting, load, signIn, signOut, forget, may, mayAnywhere }
})
