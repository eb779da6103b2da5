/** The texts of the pages of programs and their secrets, as they read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './keys.en.ts'

export type KeysTexts = typeof en
export const useKeysTexts = catalogue<KeysTexts>('keys')
