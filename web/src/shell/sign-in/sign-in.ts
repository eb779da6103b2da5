/** Signing in, step by step: each answer of the server is the session or says what is due next. */
import { computed, ref, shallowRef } from 'vue'
import { api } from '#web/kit/client/connection.ts'
import { asProblem } from '#web/kit/client/problem.ts'
import { type SessionAnswer, useSession } from '#web/kit/client/session.ts'
import { type PasskeyQuestion, usePasskey } from './passkey.ts'
import { useWork } from '#web/kit/client/work.ts'

export type FactorKind = 'totp' | 'passkey' | 'email' | 'recovery'

interface Due {
  readonly next: 'second_factor' | 'enrol_factor' | 'change_password'
  readonly ticket: string
  readonly factors: readonly FactorKind[]
}

type Answer = (Due | SessionAnswer) & { readonly recovery_codes?: readonly string[] }

export type SignInStep = Due['next'] | 'password' | 'recovery_codes'
export type SignIn = ReturnType<typeof useSignIn>

export function useSignIn(done: () => void) {
  const work = useWork()
  const steps = useSteps(done)
  const { due, take, restart } = steps

  /** A question about the sign-in under way; one that is over begins anew and says so. */
  async function ask<T>(path: string, body: object): Promise<T> {
    try {
      return await api.post<T>(`auth/login/${path}`, { ticket: due.value?.ticket, ...body }, { key: null })
    } catch (thrown) {
      if (asProblem(thrown).code === 'user.ticket_over') {
        restart()
        work.problem.value = asProblem(thrown)
      }
      throw thrown
    }
  }

  /** False where the reader closed the question of the browser. */
  async function byPasskey(): Promise<boolean> {
    const { options } = await ask<{ options: PasskeyQuestion }>('passkey/options/', {})
    const response = await usePasskey(options)
    if (response !== null) take(await ask<Answer>('passkey/', { response }))
    return response !== null
  }

  /** Does the step; its answer leads on. */
  const go = async (path: string, body: object) => take(await ask<Answer>(path, body))
  const enter = async (path: string, body?: object) => take(await api.post<Answer>(path, body, { key: null }))
  /** By name and password, of Kontor itself or of a directory. */
  const byPassword = (given: object, directory: string) =>
    directory === '' ? go('', given) : enter(`auth/providers/${directory}/login/`, given)
  const goOnFromProvider = () => enter('auth/providers/continue/')
  return { work, ...steps, ask, go, byPassword, goOnFromProvider, byPasskey }
}

function useSteps(done: () => void) {
  const session = useSession()
  const due = shallowRef<Due | null>(null)
  const codes = shallowRef<readonly string[]>([])
  /** As it was typed. */
  const username = ref('')
  /** What the last step led to, while its recovery codes are still looked at. */
  let held: Answer | null = null
  const step = computed<SignInStep>(() =>
    codes.value.length > 0 ? 'recovery_codes' : (due.value?.next ?? 'password'),
  )
  const factors = computed(() => due.value?.factors ?? [])

  function take(answer: Answer): void {
    if (answer.recovery_codes) {
      codes.value = answer.recovery_codes
      held = { ...answer, recovery_codes: undefined }
    } else if ('next' in answer) due.value = answer
    else {
      session.arrive(answer)
      done()
    }
  }

  function restart(): void {
    due.value = null
    codes.value = []
  }

  function goOnFromCodes(): void {
    codes.value = []
    if (held) take(held)
  }

  return { due, codes, username, step, factors, take, restart, goOnFromCodes }
}
