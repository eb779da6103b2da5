/** Every refusal the module overview can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const overviewFailures = {} as const satisfies Failures

export const refuse = refusals(overviewFailures)
