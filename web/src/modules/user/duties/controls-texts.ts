/** The texts of the page about two persons, as it reads them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './controls.en.ts'

export const useControlsTexts = catalogue<typeof en>('controls')
