/** Who is signed in, for which organizations, and what they may do there. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Language } from '#web/look/words/language.ts'
import { api, connection } from './connection.ts'
import { asProblem } from './problem.ts'

export interface SessionUser {
  readonly id: string
  readonly username: string
  readonly display_name: string
  readonly language: Language | null
  readonly timezone: string | null
}

export interface SessionOrganization {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly parent: string | null
}

/** What the server tells whoever is let in. */
export interface SessionAnswer {
  readonly user: SessionUser
  readonly organizations: readonly SessionOrganization[]
  readonly permissions: Readonly<Record<string, readonly string[]>>
  /** Roles that are lent for a time. */
  readonly elevations?: readonly {
    readonly id: string
    readonly role_name: string
    readonly organization_name: string
    readonly ends_at: string
  }[]
  readonly csrf_token: string
}

export const useSession = defineStore('session', () => {
  const state = sessionState()
  connection.sign_in_again = signingInAgain(state)
  return { ...state, ...comingAndGoing(state), ...rights(state) }
})

function sessionState() {
  const answer = shallowRef<SessionAnswer | null>(null)
  const organization_id = ref<string | null>(null)
  /** Set while the session has ended under an open page and the password is asked again. */
  const waiting = shallowRef<((signedIn: boolean) => void) | null>(null)

  const user = computed(() => answer.value?.user ?? null)
  const organizations = computed(() => answer.value?.organizations ?? [])
  const elevations = computed(() => answer.value?.elevations ?? [])
  const organization = computed(
    () => organizations.value.find((one) => one.id === organization_id.value) ?? null,
  )
  watch(
    organization_id,
    (id) => {
      connection.organization = id
      if (id !== null && user.value) localStorage.setItem(storageKey(user.value), id)
    },
    { flush: 'sync' },
  )
  return { answer, organization_id, waiting, user, organizations, organization, elevations }
}

type SessionState = ReturnType<typeof sessionState>

const storageKey = (user: SessionUser): string => `kontor.organization.${user.id}`

function comingAndGoing(state: SessionState) {
  /** The reader goes on in the organization they last worked in. */
  function enter(next: SessionAnswer): void {
    state.answer.value = next
    connection.csrf_token = next.csrf_token
    const wishes = [state.organization_id.value, localStorage.getItem(storageKey(next.user))]
    const known = wishes.find((id) => next.organizations.some((one) => one.id === id))
    state.organization_id.value = known ?? next.organizations[0]?.id ?? null
  }

  /** Finds out who is signed in; nobody is no error. */
  async function load(): Promise<void> {
    try {
      enter(await api.get<SessionAnswer>('auth/session/'))
    } catch (thrown) {
      if (asProblem(thrown).status !== 401) throw thrown
      state.answer.value = null
    }
  }

  /** Signed in: calls that waited for it go on. */
  function arrive(next: SessionAnswer): void {
    enter(next)
    state.waiting.value?.(true)
    state.waiting.value = null
  }

  async function signOut(): Promise<void> {
    await api.post('auth/logout/').catch((thrown) => {
      if (asProblem(thrown).status !== 401) throw thrown
    })
    forget()
  }

  function forget(): void {
    state.answer.value = null
    connection.csrf_token = null
    state.waiting.value?.(false)
    state.waiting.value = null
  }

  return { load, arrive, signOut, forget }
}

function rights({ answer, organization_id }: SessionState) {
  /** True when the reader holds the permission in the organization, by default the active one. */
  function may(permission: string, at: string | null = organization_id.value): boolean {
    const places = answer.value?.permissions[permission] ?? []
    return at === null ? places.length > 0 : places.includes(at)
  }

  /** True when the reader holds the permission anywhere. */
  function mayAnywhere(permission: string): boolean {
    return (answer.value?.permissions[permission]?.length ?? 0) > 0
  }

  return { may, mayAnywhere }
}

/** Several calls that find the session ended wait for one and the same question. */
function signingInAgain({ user, waiting }: SessionState): () => Promise<boolean> {
  let asking: Promise<boolean> | null = null
  return () => {
    if (user.value === null) return Promise.resolve(false)
    asking ??= new Promise<boolean>((resolve) => {
      waiting.value = resolve
    }).finally(() => {
      asking = null
    })
    return asking
  }
}
