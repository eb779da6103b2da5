/** Setting up a second factor from the security page: who one is, the factor itself, its recovery codes. */
import { computed, shallowRef } from 'vue'
import { api } from '#web/kit/client/connection.ts'
import { useNotify } from '#web/kit/client/notify.ts'
import type { PasskeyForm } from '#web/shell/sign-in/passkey.ts'
import { useAccountTexts } from './account-texts.ts'
import { confirmed } from './confirm-access.ts'

interface AppKey {
  readonly secret: string
  readonly uri: string
}

interface Made {
  readonly recovery_codes: readonly string[] | null
}

type Setup =
  | { readonly kind: 'totp'; readonly key: AppKey }
  | { readonly kind: 'email'; readonly sentTo: string }
  | { readonly kind: 'passkey' }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }

const send = <T>(path: string, body: object = {}) => api.post<T>(`auth/${path}/`, body, { key: null })

/** `changed` is called after each change, so that the page shows it. */
export function useFactorSetup(changed: () => void) {
  const t = useAccountTexts()
  const notify = useNotify()
  const setup = shallowRef<Setup | null>(null)

  async function begin(work: () => Promise<Setup>): Promise<void> {
    try {
      await confirmed(async () => {
        setup.value = await work()
      })
    } catch (thrown) {
      notify.failure(thrown)
    }
  }

  function done(name: string, { recovery_codes: codes }: Made): void {
    setup.value = codes === null ? null : { kind: 'codes', codes }
    notify.success(t('security.added', { name }))
    changed()
  }

  async function appKey(): Promise<AppKey> {
    return setup.value?.kind === 'totp' ? setup.value.key : send<AppKey>('factors/totp')
  }

  async function codes(): Promise<Setup> {
    const made = await send<{ recovery_codes: readonly string[] }>('recovery-codes')
    changed()
    return { kind: 'codes', codes: made.recovery_codes }
  }

  return {
    setup,
    isFirm: computed(() => setup.value?.kind === 'codes'),
    close: () => void (setup.value = null),
    appKey,
    beginTotp: () => begin(async () => ({ kind: 'totp', key: await appKey() })),
    beginEmail: () => begin(email),
    renewCodes: () => begin(codes),
    confirmTotp: async (code: string) =>
      done(t('security.totp'), await send<Made>('factors/totp/confirm', { code })),
    confirmEmail: async (code: string) =>
      done(t('security.email'), await send<Made>('factors/email/confirm', { code })),
    ...passkeys(begin, done),
  }
}

async function email(): Promise<Setup> {
  const { sent_to: sentTo } = await send<{ sent_to: string }>('factors/email')
  return { kind: 'email', sentTo }
}

function passkeys(
  begin: (work: () => Promise<Setup>) => Promise<void>,
  done: (name: string, made: Made) => void,
) {
  /** The first question is asked before the window opens, since it may want proof of who one is. */
  let form: PasskeyForm | null = null
  const ask = () => send<{ options: PasskeyForm }>('passkeys/options')

  async function options(): Promise<{ options: PasskeyForm }> {
    const kept = form
    form = null
    return kept ? { options: kept } : ask()
  }

  return {
    options,
    beginPasskey: () =>
      begin(async () => {
        form = (await ask()).options
        return { kind: 'passkey' }
      }),
    finishPasskey: async (name: string, response: unknown) =>
      done(name, await send<Made>('passkeys', { name, response })),
  }
}
