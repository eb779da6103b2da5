/** What the module printing refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { printingFailures } from './failures.ts'

export const printingGerman: FailureTexts<typeof printingFailures> = {}
