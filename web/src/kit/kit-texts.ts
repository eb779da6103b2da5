/** The kit's own texts, as its components read them. */
import { catalogue } from './client/texts.ts'
import type { en } from './texts.en.ts'

export type KitTexts = typeof en
export const useKitTexts = catalogue<KitTexts>('kit')
