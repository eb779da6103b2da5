/** The texts of the pages about accounts, as they read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './accounts.en.ts'

export type AccountsTexts = typeof en
export const useAccountsTexts = catalogue<AccountsTexts>('accounts')
