/** What the module contact refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { contactFailures } from './failures.ts'

export const contactGerman: FailureTexts<typeof contactFailures> = {
  'contact.instalments_not_whole': {
    text: 'Die Raten ergeben {percent} %, nicht 100 %.',
    help: 'Ändern Sie die Prozente, bis sie zusammen 100 ergeben.',
  },
  'contact.cash_discount_steps': { text: 'Skonto muss mit den Tagen sinken und vor der Fälligkeit enden.' },
  'contact.two_primary': { text: 'Nur einer davon kann vorrangig sein.' },
}
