/** The texts of access reviews, as their page reads them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './review.en.ts'

export const useReviewTexts = catalogue<typeof en>('review')
