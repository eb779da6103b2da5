/** Everything the module overview says, in German. */
import type { ModuleTexts } from '#contract/kit/texts.ts'
import { overviewGerman } from './failures.de.ts'
import type { overviewFailures } from './failures.ts'

interface Records {}

export const de: ModuleTexts<Records, typeof overviewFailures> = {
  records: {},
  failures: overviewGerman,
}
