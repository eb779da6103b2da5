/** Repeats what the server refused until the reader has proven once more who he is. */
import { shallowRef } from 'vue'
import { api } from '#web/kit/client/connection.ts'
import { asProblem } from '#web/kit/client/problem.ts'
import type { FactorKind } from '#web/shell/sign-in/sign-in.ts'
import type { OwnFactors } from './own-factors.ts'

export interface Asked {
  readonly factors: readonly FactorKind[]
  /** Without one, and without a factor, only a new sign-in proves anything. */
  readonly hasPassword: boolean
  readonly answer: (confirmed: boolean) => void
}

/** The open question; the page of the account shows it. */
export const asked = shallowRef<Asked | null>(null)

/** False where the reader closed the question; what else goes wrong is thrown. */
export async function confirmed(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (thrown) {
    if (asProblem(thrown).code !== 'user.not_confirmed') throw thrown
  }
  if (!(await ask())) return false
  await work()
  return true
}

async function ask(): Promise<boolean> {
  const { factors, passkeys, has_password: hasPassword } = await api.get<OwnFactors>('auth/factors/')
  const kinds = factors.map(({ kind }) => kind)
  const all: FactorKind[] = passkeys.length > 0 ? [...kinds, 'passkey'] : [...kinds]
  return new Promise((resolve) => {
    asked.value?.answer(false)
    asked.value = {
      factors: all,
      hasPassword,
      answer: (yes) => {
        asked.value = null
        resolve(yes)
      },
    }
  })
}
