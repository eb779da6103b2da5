/** What the module overview refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { overviewFailures } from './failures.ts'

export const overviewGerman: FailureTexts<typeof overviewFailures> = {}
