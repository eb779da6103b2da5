/** The texts of the stock pages, as they read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export const useInventoryTexts = catalogue<typeof en>('inventory')
