/** The texts of the start page, as it reads them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export const useOverviewTexts = catalogue<typeof en>('overview')
