/** The texts of one's own account, as its components read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export type AccountTexts = typeof en
export const useAccountTexts = catalogue<AccountTexts>('account')
