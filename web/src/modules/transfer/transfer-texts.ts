/** The texts of the import page, as it reads them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export const useTransferTexts = catalogue<typeof en>('transfer')
