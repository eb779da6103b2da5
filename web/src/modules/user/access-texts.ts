/** The texts of the pages about access, as they read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './access.en.ts'

export type AccessTexts = typeof en
export const useAccessTexts = catalogue<AccessTexts>('access')
