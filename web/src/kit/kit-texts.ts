/** The kit's own texts, as its components read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export type KitTexts = typeof en
export const useKitTexts = catalogue<KitTexts>('kit')
