/** The texts of the audit pages, as they read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export type AuditTexts = typeof en
export const useAuditTexts = catalogue<AuditTexts>('audit')
