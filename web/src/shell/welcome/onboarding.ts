/** The first steps of the reader: asked for once, kept by the server, shown on the start page until put aside. */
import { computed, shallowRef } from 'vue'
import { api } from '#web/kit/client/connection.ts'
import { useSession } from '#web/kit/client/session.ts'
import { remembered } from '#web/look/remembered.ts'

export interface Lesson {
  readonly key: string
  readonly title: string
  readonly detail: string
  readonly steps: readonly string[]
  readonly page: string
  /** Daily work of one of the reader's roles. */
  readonly is_of_role: boolean
  readonly is_finished: boolean
}

interface Onboarding {
  readonly is_dismissed: boolean
  readonly roles: readonly { readonly code: string; readonly name: string }[]
  readonly lessons: readonly Lesson[]
}

const path = 'onboarding/'
const known = shallowRef<Onboarding | null>(null)
/** In which language the words are that are known. */
let language = ''

export function useOnboarding() {
  const session = useSession()
  /** Who has put them aside in this browser waits for nothing. */
  const aside = remembered<string[]>('welcome_aside', [])
  const isAside = computed(() => aside.value.includes(session.user?.id ?? ''))

  function take(next: Onboarding): void {
    known.value = next
    const id = session.user?.id ?? ''
    const others = aside.value.filter((one) => one !== id)
    aside.value = next.is_dismissed ? [...others, id] : others
  }

  /** What cannot be had is not shown: nobody's work depends on it. */
  async function load(wanted: string): Promise<void> {
    if (isAside.value || (known.value && language === wanted)) return
    language = wanted
    take(await api.get<Onboarding>(path).catch(() => ({ is_dismissed: true, roles: [], lessons: [] })))
  }

  async function change(body: object): Promise<void> {
    take(await api.patch<Onboarding>(path, body))
  }

  return {
    onboarding: known,
    isAside,
    load,
    putAside: () => change({ is_dismissed: true }),
    takeUp: () => change({ is_dismissed: false }),
    finish(key: string, isFinished: boolean): Promise<void> {
      const done = (known.value?.lessons ?? []).filter((one) => one.is_finished && one.key !== key)
      const finished = done.map((one) => one.key)
      return change({ finished: isFinished ? [...finished, key] : finished })
    },
  }
}
