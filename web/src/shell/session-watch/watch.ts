/** Keeps an eye on the session of this page: when it ends, what other tabs do, whether somebody else came in. */
import { useEventListener } from '@vueuse/core'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, connection } from '#web/kit/client/connection.ts'
import { asProblem } from '#web/kit/client/problem.ts'
import { type SessionAnswer, useSession } from '#web/kit/client/session.ts'
import { openTabs } from './tabs.ts'

export interface Unusual {
  readonly id: string
  readonly created_at: string
  readonly address: string
  readonly browser: string
  readonly system: string
}

interface Watched {
  readonly ends_in_seconds: number
  readonly idle_ends_in_seconds: number | null
  readonly unusual: readonly Unusual[]
}

/** What is about to happen, and when by the clock of this screen. */
export interface Ending {
  readonly isIdle: boolean
  readonly at: number
}

const second = 1000
const lookEvery = 60 * second
const lookEveryWhileWarning = 10 * second
/** Being idle is ended by a click; what ends in any case needs time to finish. */
const warnBefore = { idle: 120, end: 300 }

export function useSessionWatch() {
  const session = useSession()
  const ending = shallowRef<Ending | null>(null)
  const unusual = shallowRef<readonly Unusual[]>([])
  const isActive = useActivity()
  connection.is_attended = isActive
  let timer: ReturnType<typeof setTimeout> | undefined

  function lookAgain(milliseconds: number): void {
    clearTimeout(timer)
    timer = setTimeout(look, Math.max(second, milliseconds))
  }

  async function look(): Promise<void> {
    clearTimeout(timer)
    if (session.user === null || session.waiting !== null) return
    try {
      await take(await api.get<Watched>('auth/session/watch/'))
    } catch (thrown) {
      if (asProblem(thrown).status === 401) over()
      else lookAgain(lookEvery)
    }
  }

  async function take(watched: Watched): Promise<void> {
    unusual.value = watched.unusual
    const { isIdle, left, before } = nextEnd(watched)
    const isDue = left <= before
    // Whoever types a long text is not idle, although nothing is sent.
    if (isDue && isIdle && isActive()) return stay()
    ending.value = isDue ? { isIdle, at: Date.now() + left * second } : null
    const until = (isDue ? left : left - before) * second
    // A page nobody looks at asks when there may be something to say.
    const often = document.hidden ? until : isDue ? lookEveryWhileWarning : lookEvery
    lookAgain(Math.min(until, often))
  }

  /** Over the page, so that nothing typed is lost. */
  function over(): void {
    ending.value = null
    unusual.value = []
    void connection.sign_in_again()
  }

  async function stay(): Promise<void> {
    await api.get<SessionAnswer>('auth/session/')
    tabs.tell({ kind: 'stayed' })
    await look()
  }

  const tabs = useSharedSession(() => {
    ending.value = null
    void look()
  })
  useEventListener(window, 'focus', () => void look())
  useEventListener(document, 'visibilitychange', () => document.hidden || void look())
  void look()
  onScopeDispose(() => clearTimeout(timer))
  return { ending, unusual, stay, look }
}

/** What comes first, and how long before it is told. */
function nextEnd({ ends_in_seconds: end, idle_ends_in_seconds: idle }: Watched) {
  return idle !== null && idle < end
    ? { isIdle: true, left: idle, before: warnBefore.idle }
    : { isIdle: false, left: end, before: warnBefore.end }
}

/** All tabs have the one session: what one of them does with it counts in the others. */
function useSharedSession(changed: () => void) {
  const session = useSession()
  const { locale } = useI18n()
  const tabs = openTabs({
    stayed: changed,
    async arrived(token) {
      if (session.user === null || token === connection.csrf_token) return
      const answer = await api.get<SessionAnswer>('auth/session/')
      if (answer.user.id === session.user?.id) session.arrive(answer)
      else location.reload()
    },
    left: () => {
      if (session.user !== null) location.assign(`/${locale.value}/sign-in`)
    },
  })
  watch(
    () => session.answer?.csrf_token ?? null,
    (now, before) => {
      if (now !== null) tabs.tell({ kind: 'arrived', token: now })
      else if (before !== null) tabs.tell({ kind: 'left' })
      changed()
    },
  )
  return tabs
}

/** True where somebody has opened or touched the page within the last minute. */
function useActivity(): () => boolean {
  const last = ref(Date.now())
  const note = () => {
    last.value = Date.now()
  }
  useEventListener(document, ['keydown', 'pointerdown', 'wheel'], note, { capture: true, passive: true })
  return () => Date.now() - last.value < 60 * second
}
