/** The texts of the generic screens, as they read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export type ScreenTexts = typeof en
export const useScreenTexts = catalogue<ScreenTexts>('screen')
