/** What the module audit refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { auditFailures } from './failures.ts'

export const auditGerman: FailureTexts<typeof auditFailures> = {}
