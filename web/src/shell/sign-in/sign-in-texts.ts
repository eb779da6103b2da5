/** The texts of signing in and of proving who one is, as the components read them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export type SignInTexts = typeof en
export const useSignInTexts = catalogue<SignInTexts>('sign_in')
