/** The texts of the product page, as it reads them. */
import { catalogue } from '#web/look/words/catalogue.ts'
import type { en } from './texts.en.ts'

export const useProductsTexts = catalogue<typeof en>('products')
