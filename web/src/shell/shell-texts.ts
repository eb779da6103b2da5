/** The shell's own texts, as its components read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export type ShellTexts = typeof en
export const useShellTexts = catalogue<ShellTexts>('shell')
