/** The texts of the directory, as its page reads them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './people.en.ts'

export const usePeopleTexts = catalogue<typeof en>('people')
