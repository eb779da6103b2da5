/** Every refusal the module printing can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const printingFailures = {} as const satisfies Failures

export const refuse = refusals(printingFailures)
