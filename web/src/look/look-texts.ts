/** The components' own texts, as they read them. */
import type { en } from './texts.en.ts'
import { catalogue } from './words/catalogue.ts'

export type LookTexts = typeof en
export const useLookTexts = catalogue<LookTexts>('look')
