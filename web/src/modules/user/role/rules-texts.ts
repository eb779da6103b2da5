/** The texts of the rules of a role, as their editor reads them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './rules.en.ts'

export const useRulesTexts = catalogue<typeof en>('rules')
