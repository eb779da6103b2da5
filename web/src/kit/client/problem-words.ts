/** The words of a problem: the server's own, or the kit's where there are none, and what to do about it. */
import { useKitTexts } from '#web/kit/kit-texts.ts'
import { asProblem, type ClientCode, clientCodes } from './problem.ts'

export interface ProblemWords {
  readonly title: string
  readonly detail: string
  readonly advice: string
}

const advised = [403, 404, 413, 429] as const

export function useProblemWords(): (thrown: unknown) => ProblemWords {
  const t = useKitTexts()
  return (thrown) => {
    const problem = asProblem(thrown)
    const own = clientCodes.find((code) => code === problem.code)
    if (own) {
      const name = own.slice('client.'.length) as ClientCode extends `client.${infer Name}` ? Name : never
      return { title: t(`problem.${name}.title`), detail: '', advice: t(`problem.${name}.advice`) }
    }
    const status = advised.find((one) => one === problem.status)
    const advice =
      problem.status >= 500 ? t('problem.failed.advice') : status ? t(`problem.advice_${status}`) : ''
    return {
      title: problem.title || t('problem.failed.title'),
      detail: problem.detail === problem.title ? '' : problem.detail,
      advice: problem.help || advice,
    }
  }
}
