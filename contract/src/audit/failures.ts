/** Every refusal the module audit can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const auditFailures = {} as const satisfies Failures

export const refuse = refusals(auditFailures)
