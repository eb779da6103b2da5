/** The texts of the sales pages, as they read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export type SalesTexts = typeof en
export const useSalesTexts = catalogue<SalesTexts>('sales')
